import fc from 'fast-check';

/**
 * The same examples at each run: whether a change may land depends on the change alone. VIGIE_SEED=42, or any other
 * number, looks further.
 */
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env['VIGIE_SEED'] ?? 1807) });
