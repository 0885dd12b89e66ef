import { VigieError } from '../../domain/errors.ts';

/** Long enough to tell which block or file, short enough for one line of the log. */
const DETAIL_LENGTH_MAX = 160;

/** What a failure to open the store means for whoever runs vigie. `place` is shown: the file or its folder. */
export function openError(error: unknown, place: string): unknown {
  if (error instanceof VigieError || !(error instanceof Error)) return error;
  const text = error.message;
  const params = { file: place, detail: text.slice(0, DETAIL_LENGTH_MAX) };
  if (/could not set lock|conflicting lock|being used by another process/i.test(text))
    return new VigieError('StoreBusy', params, error);
  if (
    /EACCES|EPERM|EROFS|ENOTDIR|EEXIST|ENOSPC|permission denied|read-only|cannot open file|is a directory/i.test(
      text,
    )
  )
    return new VigieError('StoreUnwritable', params, error);
  if (/not a valid duckdb|corrupt|could not read|serialization|checksum|io error/i.test(text))
    return new VigieError('StoreDamaged', params, error);
  if (/newer|version number/i.test(text)) return new VigieError('StoreMismatch', params, error);
  return error;
}
