/** What a firm's mail provider needs before a program may use the mailbox. */
export type MailProvider = {
  readonly id: string;
  /** As its customers say it. */
  readonly name: string;
  readonly imap: string;
  readonly smtp: string;
  /** `password`: the ordinary one works. `app`: a password made for programs. `browser`: signing in on a page only. */
  readonly signIn: 'password' | 'app' | 'browser';
  /** Where that password is made, or where IMAP is allowed; null: nothing to prepare. */
  readonly prepare: string | null;
  /** What stands behind the @. */
  readonly domains: readonly string[];
  /** Ends of the MX hosts of firms that bring their own domain. */
  readonly mx: readonly string[];
};

/**
 * As publicly known in 2026, not tried with each provider: a refused password always names making one for programs.
 * Ports with TLS from the first byte wherever they exist.
 */
export const MAIL_PROVIDERS: readonly MailProvider[] = [
  {
    id: 'orange',
    name: 'Orange',
    imap: 'imaps://imap.orange.fr:993',
    smtp: 'smtps://smtp.orange.fr:465',
    signIn: 'password',
    prepare: null,
    domains: ['orange.fr', 'wanadoo.fr'],
    mx: ['orange.fr', 'orange-business.com'],
  },
  {
    id: 'free',
    name: 'Free',
    imap: 'imaps://imap.free.fr:993',
    smtp: 'smtps://smtp.free.fr:465',
    signIn: 'password',
    prepare: null,
    domains: [
      'free.fr',
      'freesbee.fr',
      'libertysurf.fr',
      'worldonline.fr',
      'online.fr',
      'alicepro.fr',
      'aliceadsl.fr',
    ],
    mx: ['free.fr', 'proxad.net'],
  },
  {
    id: 'sfr',
    name: 'SFR',
    imap: 'imaps://imap.sfr.fr:993',
    smtp: 'smtps://smtp.sfr.fr:465',
    signIn: 'password',
    prepare: null,
    domains: [
      'sfr.fr',
      'neuf.fr',
      'cegetel.net',
      'club-internet.fr',
      'numericable.fr',
      'noos.fr',
      'red-by-sfr.fr',
    ],
    mx: ['sfr.fr'],
  },
  {
    id: 'laposte',
    name: 'La Poste',
    imap: 'imaps://imap.laposte.net:993',
    smtp: 'smtps://smtp.laposte.net:465',
    signIn: 'password',
    prepare: 'https://www.laposte.net/',
    domains: ['laposte.net'],
    mx: ['laposte.net'],
  },
  {
    id: 'ovh',
    name: 'OVH',
    imap: 'imaps://ssl0.ovh.net:993',
    smtp: 'smtps://ssl0.ovh.net:465',
    signIn: 'password',
    prepare: null,
    domains: ['ovh.net', 'ovh.fr'],
    mx: ['ovh.net', 'ovh.ca', 'mail.ovh.net'],
  },
  {
    id: 'gandi',
    name: 'Gandi',
    imap: 'imaps://mail.gandi.net:993',
    smtp: 'smtps://mail.gandi.net:465',
    signIn: 'password',
    prepare: null,
    domains: ['gandi.net'],
    mx: ['gandi.net'],
  },
  {
    id: 'ionos',
    name: 'IONOS',
    imap: 'imaps://imap.ionos.fr:993',
    smtp: 'smtps://smtp.ionos.fr:465',
    signIn: 'password',
    prepare: null,
    domains: ['ionos.fr', 'online.de'],
    mx: ['ionos.fr', 'ionos.com', 'ionos.de', 'ionos.co.uk', 'kundenserver.de', '1and1.fr', '1and1.com'],
  },
  {
    id: 'gmail',
    name: 'Gmail',
    imap: 'imaps://imap.gmail.com:993',
    smtp: 'smtps://smtp.gmail.com:465',
    signIn: 'app',
    prepare: 'https://myaccount.google.com/apppasswords',
    domains: ['gmail.com', 'googlemail.com'],
    mx: ['google.com', 'googlemail.com'],
  },
  {
    id: 'microsoft',
    name: 'Microsoft',
    imap: 'imaps://outlook.office365.com:993',
    smtp: 'smtp://smtp.office365.com:587',
    signIn: 'browser',
    prepare: 'https://outlook.live.com/',
    domains: ['outlook.com', 'outlook.fr', 'hotmail.com', 'hotmail.fr', 'live.com', 'live.fr', 'msn.com'],
    mx: ['protection.outlook.com', 'outlook.com', 'mx.microsoft'],
  },
];

/** The provider of an address, by what stands behind its @; null: a domain of her own, which its MX hosts tell. */
export function providerOfAddress(address: string): MailProvider | null {
  const domain = address
    .slice(address.lastIndexOf('@') + 1)
    .trim()
    .toLowerCase();
  return MAIL_PROVIDERS.find(({ domains }) => domains.includes(domain)) ?? null;
}

/** The provider of a domain of her own, by the MX hosts that its name servers give, most preferred first. */
export function providerOfMx(hosts: readonly string[]): MailProvider | null {
  for (const host of hosts) {
    const name = host.trim().toLowerCase().replace(/\.$/, '');
    const found = MAIL_PROVIDERS.find(({ mx }) => mx.some(end => name === end || name.endsWith(`.${end}`)));
    if (found) return found;
  }
  return null;
}

/** The provider whose IMAP or SMTP host this is, for the words of a refused password; null: another. */
export function providerOfHost(host: string): MailProvider | null {
  const name = host.toLowerCase();
  const hostOf = (url: string) => new URL(url).hostname;
  return MAIL_PROVIDERS.find(({ imap, smtp }) => hostOf(imap) === name || hostOf(smtp) === name) ?? null;
}
