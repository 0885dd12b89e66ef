/** The three bands of a score. Above: kept. Below `DROPPED`: dropped. Between: to check. */
export const KEPT = 0.4;
export const DROPPED = -1.2;
/** Half-way between the two: as likely hers as not. */
export const MIDDLE = (KEPT + DROPPED) / 2;
