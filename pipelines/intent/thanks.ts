import type { Annotation } from '../../src/domain/annotation.ts';
import type { Item } from '../../src/domain/stage.ts';
import { clauses } from '../../src/domain/text/clauses.ts';
import type { SIGNS, Signs } from './signs.ts';

/**
 * "Merci pour les pains", "Thanks for the visit", "Merci à toute l’équipe": for or to something, by its name. Not for what
 * somebody did ("Merci d’avoir gâché", "Thanks for ruining"), nor for nothing, nor an order ("Merci de me rappeler").
 */
const THANKS =
  /^[^\p{L}\d]{0,4}(?:(?:un|mille) )?(?:grand |immense |gros )?merci (?:beaucoup |infiniment |encore |bien )?(?:pour (?!(?:rien|ne|avoir)(?!\p{L})|[nm]['’]|l['’]avoir|(?:nous|vous) avoir)|à |au |aux |de (?:votre|vos|cette|ces) )|^[^\p{L}\d]{0,4}(?:many )?(?:thanks|thank you) (?:so much |very much |again )?(?:for (?:the|your|this|these|all|our|my|a|an) |to )/iu;
/** What makes a thank-you a complaint all the same. */
const BAD_SIGNS = [
  'waiting',
  'no_answer',
  'not_working',
  'fault',
  'denial',
] as const satisfies readonly (typeof SIGNS)[number][];
/** A word that the tone rests on weighs this much at least; what weighs less is how the whole sounds. */
const BAD_WORD = -0.3;

/**
 * Thanks for something and nothing more, where no word is bad and the tone would not stake itself on the whole. Beyond
 * one clause a surprise may follow ("Merci pour le puzzle. Avant, c’était un buffet."), and a sure tone has heard one:
 * of our own texts that thank first, hold no bad word and sound surely bad, all but one in six hundred complain.
 */
export function isMereThanks({ text, rating }: Item, signs: Signs, tone: Annotation | undefined): boolean {
  if (rating !== null || tone?.abstain === false || !THANKS.test(text)) return false;
  if (tone?.because.some(({ weight }) => weight <= BAD_WORD)) return false;
  return !BAD_SIGNS.some(sign => signs.has(sign)) && clauses(text).length === 1;
}
