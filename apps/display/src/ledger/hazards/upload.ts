import type { ErrorBody, FileView } from '@one-screen/contracts';
import { ApiError } from '../../api';
import { locale, say } from '../../locale';

/** A photo over a slow line may take this long, milliseconds. */
const PATIENCE = 120_000;

/** Stores one file as it is; every refusal is an `ApiError`. */
export const uploadFile = async (file: File): Promise<FileView> => {
  let response: Response;
  try {
    response = await fetch('/api/files', {
      method: 'POST', body: file, credentials: 'same-origin', signal: AbortSignal.timeout(PATIENCE),
      headers: { 'content-type': file.type, 'x-file-name': encodeURIComponent(file.name), 'accept-language': locale.value === 'zh' ? 'zh-CN' : 'en' },
    });
  } catch {
    throw new ApiError(0, 'network', say({ zh: '与服务器失去联系，请稍后再试', en: 'The server cannot be reached' }));
  }
  const body = (await response.json().catch(() => ({}))) as Partial<ErrorBody> & FileView;
  if (!response.ok) throw new ApiError(response.status, body.code ?? `http-${response.status}`, body.message ?? `HTTP ${response.status}`, body.details);
  return body;
};
