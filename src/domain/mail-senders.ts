/** A platform that tells a firm of its reviews by mail. */
export type MailSender = {
  /** As the settings name it: `{ collector: mailbox, from: tripadvisor }`. */
  readonly id: string;
  /** As its customers call it. */
  readonly site: string;
  /** Addresses and domains (`@booking.com`, what is under it included) it writes notices from. */
  readonly senders: readonly string[];
  /** Best mark of its own scale; null: it has recommendations, no marks. */
  readonly best: number | null;
  /** Where a person goes when the notice has no link of its own. */
  readonly home: string;
};

/** Every platform whose notices are known, in the order of their weight in France. */
export const MAIL_SENDERS: readonly MailSender[] = [
  {
    id: 'google',
    site: 'Google',
    senders: [
      'businessprofile-noreply@google.com',
      'google-my-business-noreply@google.com',
      'business-profile-noreply@google.com',
      'google-maps-noreply@google.com',
    ],
    best: 5,
    home: 'https://business.google.com/reviews',
  },
  {
    id: 'booking',
    site: 'Booking',
    senders: ['@booking.com'],
    best: 10,
    home: 'https://admin.booking.com/',
  },
  {
    id: 'tripadvisor',
    site: 'TripAdvisor',
    senders: ['@tripadvisor.com', '@tripadvisor.fr', '@tripadvisor.co.uk'],
    best: 5,
    home: 'https://www.tripadvisor.fr/Owners',
  },
  {
    id: 'trustpilot',
    site: 'Trustpilot',
    senders: ['@trustpilot.com', '@trustpilotmail.com'],
    best: 5,
    home: 'https://businessapp.b2b.trustpilot.com/reviews',
  },
  {
    id: 'facebook',
    site: 'Facebook',
    senders: ['@facebookmail.com', '@facebook.com'],
    best: null,
    home: 'https://www.facebook.com/',
  },
  {
    id: 'pagesjaunes',
    site: 'PagesJaunes',
    senders: ['@pagesjaunes.fr', '@solocal.com'],
    best: 5,
    home: 'https://www.pagesjaunes.fr/',
  },
  {
    id: 'avis-verifies',
    site: 'Avis Vérifiés',
    senders: ['@avis-verifies.com', '@verified-reviews.com', '@netreviews.com', '@skeepers.io'],
    best: 5,
    home: 'https://www.avis-verifies.com/',
  },
  {
    id: 'thefork',
    site: 'TheFork',
    senders: ['@thefork.com', '@thefork.fr', '@lafourchette.com'],
    best: 10,
    home: 'https://manager.thefork.com/',
  },
  {
    id: 'airbnb',
    site: 'Airbnb',
    senders: ['@airbnb.com', '@airbnb.fr'],
    best: 5,
    home: 'https://www.airbnb.fr/hosting/reviews',
  },
];

/** The platform by its id; undefined for an address or a domain of the owner's. */
export function mailSender(id: string): MailSender | undefined {
  return MAIL_SENDERS.find(sender => sender.id === id);
}

/** Is the address one of those listed: itself, or under one of the domains (`@booking.com`)? Letters' case is nothing. */
export function isListedSender(address: string, listed: readonly string[]): boolean {
  const own = address.trim().toLowerCase();
  const at = own.lastIndexOf('@');
  if (at < 1) return false;
  const host = own.slice(at + 1);
  return listed.some(entry => {
    const wanted = entry.trim().toLowerCase();
    if (!wanted.startsWith('@')) return own === wanted;
    const domain = wanted.slice(1);
    return host === domain || host.endsWith(`.${domain}`);
  });
}
