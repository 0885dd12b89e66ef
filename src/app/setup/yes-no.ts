import { fold } from '../../domain/text/fold.ts';

export type YesNo = 'yes' | 'no' | 'unsure';

/** Null: none of them. */
export function yesNoIn(answer: string): YesNo | null {
  const word = fold(answer.trim())
    .replace(/[.!]+$/, '')
    .replace(/[, ]+(?:merci|please|thanks|thank you|c'est (?:bien )?(?:nous|moi)|it is|it's (?:us|me))$/, '');
  if (/^(?:o|oui|y|yes|yep|ouais|ok|d'accord)$/.test(word)) return 'yes';
  // What a question offers (« plus tard ») is an answer to it.
  if (/^(?:n|non|no|nope|plus tard|pas maintenant|passer|later|not now|skip)$/.test(word)) return 'no';
  return /^(?:\?|j|je ne sais pas|sais pas|nsp|not sure|unsure|dunno|s)$/.test(word) ? 'unsure' : null;
}
