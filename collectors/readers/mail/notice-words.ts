/**
 * The words that notices of reviews are made of, French and English, after the public shape of the mails of Google,
 * Booking, TripAdvisor, Trustpilot, Facebook, PagesJaunes, Avis Vérifiés, TheFork and Airbnb. All patterns read
 * folded text (small letters, no accents, straight apostrophes) but those for names.
 */

/** A subject that tells of a customer's words. */
export const REVIEW_SUBJECT =
  /\b(?:avis|commentaires?|evaluations?|recommande|recommandation|note|etoiles?|temoignage|reviews?|reviewed|rated|rating|stars?|bubbles?|recommends?|recommend|feedback)\b/;

/** Her own review elsewhere, an invitation to write one, bills and figures of the month. */
export const OTHER_SUBJECT =
  /\b(?:merci (?:pour|de) votre avis|thanks? (?:you )?for your review|votre avis sur|donnez votre avis|laissez un avis|factures?|invoices?|rapport|report|resume (?:du mois|mensuel|hebdomadaire)|newsletter|astuces?|tips|conseils?|performances?|statistiques)\b/;

const PLATFORMS =
  '(?:google|booking|tripadvisor|trustpilot|facebook|meta|pages ?jaunes|solocal|avis verifies|skeepers|thefork|lafourchette|airbnb)';

/** The first line behind a review's text: a button or the mail's foot. Customers begin sentences with the same verbs. */
export const TEXT_ENDS = new RegExp(
  `^(?:${[
    '(?:repondre|lire|voir|afficher|gerer|consulter|publier|remercier|signaler|reply|respond|read|see|view|manage|publish|report)(?:$| (?:.{0,50}\\b)?(?:avis|commentaires?|reponse|client|fiche|page|profil|compte|details?|suite|ligne|extranet|en ligne|reviews?|comments?|guest|publicly|response|profile|account|listing|recommandation|recommendation|it)\\b.{0,40}(?:https?:.*)?$)',
    '(?:connectez-vous|se connecter|se desabonner|desabonne|pour ne plus|ne plus recevoir|gerer vos|vous (?:recevez|avez recu) (?:ce|cet)|vous pouvez (?:repondre|gerer|modifier)|(?:ce|cet) (?:mail|e-?mail|courriel|message) )',
    "(?:unsubscribe|to stop receiving|don't want|you(?:'re| are) receiving|you (?:can|may) (?:reply|respond|manage)|this (?:e-?mail|message) )",
    `(?:l'equipe|the|your) ${PLATFORMS}`,
    '(?:cordialement|kind regards|best regards|sent by|envoye par) ?,?$',
    '©|https?:|\\(c\\) ',
  ].join('|')})`,
);

const WORDS_OF_IT =
  '(?:avis|commentaire|evaluation|note|experience|temoignage|review|comment|rating|feedback|stars?|etoiles?)';

/** Lines that are about the review: never its text. */
export const ABOUT_REVIEW = new RegExp(
  `^(?:${[
    '(?:bonjour|hello|hi)$',
    '(?:bonjour|hello|hi|dear|chere?)\\b.{0,60}[,!]$',
    `(?:nouvel(?:le)?|nouveau|new|un|une|a) (?:guest |customer )?${WORDS_OF_IT}\\b.{0,80}$`,
    `(?:vous avez (?:un|une|recu)|you(?:'ve| have) (?:a|got|received))\\b.{0,60}${WORDS_OF_IT}`,
    '(?:date|sejour|visite|stayed|visited|commande|order|reservation|booking|numero)\\b[^.!?]{0,40}:',
    '(?:avis|commentaire|evaluation|review|comment|feedback) (?:de|by|from|depose|publie|verifie|certifie)\\b.{0,50}$',
    '(?:verified|verifie|certifie)\\b.{0,30}$',
    `.{2,60} (?:(?:vous )?a (?:laisse|publie|depose|ecrit|note|donne|partage|attribue)|vient de|left|wrote|posted|rated|reviewed|gave|has (?:left|reviewed|written)|just (?:left|reviewed|wrote))\\b.{0,40}\\b(?:${WORDS_OF_IT}|etablissement|hebergement|restaurant|property|business|place)`,
  ].join('|')})`,
);

/** `Commentaire : …`, `Review: …`: the text itself stands behind. */
export const TEXT_LABEL =
  /^(?:son |le |their |his |her )?(?:avis(?: du client)?|commentaire(?: du client)?|message|texte|temoignage|review|comment|feedback)\s*:\s*/;
export const TITLE_LABEL = /^(?:titre|title|objet)\s*:\s*/;
export const AUTHOR_LABEL =
  /^(?:auteur|client|cliente|nom|pseudo|deposant|convive|voyageur|par|author|customer|name|guest|diner|by)\s*:\s*/;
export const DATE_LABEL =
  /^(?:date(?: (?:de l'avis|du commentaire|de depot|of review|posted))?|depose le|publie le|avis du|le|posted(?: on)?|on)\s*:?\s*(?=\d|[a-z]+ \d)/;
/** The mark for the whole, where cooking, service and place have theirs beside it. */
export const OVERALL_LABEL =
  /^(?:note(?: (?:globale|generale|moyenne|attribuee|du client))?|evaluation|score|rating|overall(?: rating| score)?|total)\s*:?\s*(?=[\d★⭐☆])/;
/** One of several marks, never the whole. */
export const PARTIAL_MARK =
  /^(?:cuisine|service|cadre|ambiance|food|atmosphere|value|rapport qualite|proprete|cleanliness|confort|comfort|staff|personnel|location|emplacement|wifi|accueil|livraison|delivery)\b/;
/** Booking's two halves of a text. */
export const HALF_LABEL =
  /^(?:points? (?:positifs?|negatifs?|forts?|faibles?)|ce qui (?:a plu|n'a pas plu)|liked|disliked|positive|negative|what (?:they |the guest )?(?:liked|didn't like|disliked))\s*:?\s*$/;

/** Facebook: recommendation or not, which is no mark. */
export const ADVISES_AGAINST =
  /\b(?:ne recommande pas|ne vous recommande pas|doesn't recommend|does not recommend)\b/;
export const RECOMMENDS = /\b(?:recommande|recommends|recommended)\b/;

const NAME = '(\\S.{0,58}?\\S?)';
/** Who wrote, in a subject or a line as it is written. */
export const AUTHORS: readonly RegExp[] = [
  new RegExp(
    `^${NAME} (?:(?:vous )?a (?:laiss[ée]|publi[ée]|d[ée]pos[ée]|[ée]crit|not[ée]|donn[ée]|partag[ée]|attribu[ée])|vient de |vous a |ne recommande pas|recommande |left |wrote |posted |rated |reviewed |gave |has (?:left|reviewed|written)|just (?:left|reviewed|wrote)|recommends |doesn[’']t recommend|does not recommend)`,
    'u',
  ),
  new RegExp(
    `(?:[Aa]vis|[Cc]ommentaire|[ÉéEe]valuation) (?:de|par|d[ée]pos[ée] par|laiss[ée] par|publi[ée] par) ${NAME}(?= sur | pour | le | \\d|\\s*[(:,–—·]|$)`,
    'u',
  ),
  new RegExp(
    `(?:[Rr]eview|[Cc]omment|[Rr]ating|[Ff]eedback) (?:by|from) ${NAME}(?= for | on | of | \\d|\\s*[(:,–—·]|$)`,
    'u',
  ),
];
/** What those patterns find that is nobody's name. */
export const NOBODY =
  /^(?:une?|vos?|votre|vous|les?|la|l'|an?|your|you|some(?:one|body)|the|nouvel(?:le)?|nouveau|new|(?:de )?clients?|guests?|customers?|quelqu'un|il|elle|bonjour|hello)\b/;
