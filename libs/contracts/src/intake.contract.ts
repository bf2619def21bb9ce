/** Answer of every intake door, in the order sent. */
export interface IntakeResult {
  key: string;
  id?: string;
  status: 'accepted' | 'repeat' | 'rejected';
  error?: { code: string; message: string; details?: unknown };
}
export interface IntakeAnswer {
  results: IntakeResult[];
}

/** Every refusal, everywhere. */
export interface ErrorBody {
  code: string;
  message: string;
  details?: unknown;
}
