import type { OPCUAClientOptions } from 'node-opcua-client';
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Opcua } from './opcua.library.js';

/** Who we are to servers; the certificate says the same. */
export const APPLICATION_URI = 'urn:one-screen:aggregator';
const VALID_DAYS = 3_650;
const FILES = { certificate: 'certificate.pem', key: 'private-key.pem' } as const;

interface Pair {
  certificate: string;
  key: string;
}

let made: Promise<Pair> | undefined;

/** A self-signed certificate and its RSA key (2048 bits), as PEM. Made in this process: no binary, no file. */
const makePair = async ({ crypto_utils: tools }: Opcua): Promise<Pair> => {
  const { privateKey } = await tools.generateKeyPair(2048);
  const { cert } = await tools.createSelfSignedCertificate({
    privateKey, subject: '/CN=OneScreen', dns: [hostname()], applicationUri: APPLICATION_URI, validity: VALID_DAYS, purpose: tools.CertificatePurpose.ForApplication,
  });
  return { certificate: cert, key: (await tools.privateKeyToPEM(privateKey)).privPem };
};

/** The pair kept in a folder, made there if there is none. Rejects when the folder cannot be used. */
const keptPair = async (opcua: Opcua, folder: string): Promise<Pair> => {
  const read = async (): Promise<Pair> => ({ certificate: await readFile(join(folder, FILES.certificate), 'utf8'), key: await readFile(join(folder, FILES.key), 'utf8') });
  try {
    return await read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const pair = await makePair(opcua);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(join(folder, FILES.key), pair.key, { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => (error.code === 'EEXIST' ? undefined : Promise.reject(error)));
  await writeFile(join(folder, FILES.certificate), pair.certificate, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => (error.code === 'EEXIST' ? undefined : Promise.reject(error)));
  return read();
};

/** Our certificate and key as the client wants them: from the folder, or made once for this process. */
export const identityOf = async (opcua: Opcua, folder: string | undefined): Promise<NonNullable<OPCUAClientOptions['certificateKeyPairProvider']>> => {
  const pair = await (folder === undefined ? (made ??= makePair(opcua)) : keptPair(opcua, folder));
  const certificate = opcua.crypto_utils.convertPEMtoDER(pair.certificate);
  const key = opcua.crypto_utils.coercePEMorDerToPrivateKey(pair.key);
  return { getCertificate: () => certificate, getCertificateChain: () => [certificate], getPrivateKey: () => key };
};

/** Which servers are trusted: the one whose certificate has this SHA-256 fingerprint (hex), or any when none is given; and ourselves. */
export const trustOf = ({ StatusCodes }: Opcua, fingerprint: string | undefined, own: Uint8Array): NonNullable<OPCUAClientOptions['clientCertificateManager']> => {
  const trusts = (certificate: Uint8Array | Uint8Array[]): boolean => {
    const first = Array.isArray(certificate) ? certificate[0] : certificate;
    return fingerprint === undefined || (first !== undefined && (createHash('sha256').update(first).digest('hex') === fingerprint || Buffer.from(own).equals(first)));
  };
  const status = (certificate: Uint8Array | Uint8Array[]) => Promise.resolve(trusts(certificate) ? StatusCodes.Good : StatusCodes.BadCertificateUntrusted);
  const nothing = (): Promise<void> => Promise.resolve();
  return {
    referenceCounter: 0, initialize: nothing, dispose: nothing, trustCertificate: nothing, rejectCertificate: nothing, addIssuer: nothing, addRevocationList: nothing,
    checkCertificate: status, getTrustStatus: status, verifyCertificate: (certificate: Uint8Array | Uint8Array[]) => Promise.resolve(trusts(certificate) ? 'Good' : 'BadCertificateUntrusted'),
  };
};
