import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { authenticityOf } from '../../collectors/readers/mail/authenticity.ts';
import { readMbox } from '../../collectors/readers/mail/mbox.ts';
import { type Mail, readMail } from '../../collectors/readers/mail/message.ts';
import { readNotice, tellsOfReview } from '../../collectors/readers/mail/notice.ts';
import { providerOfAddress, providerOfHost, providerOfMx } from '../../src/domain/mail-providers.ts';
import { isListedSender, MAIL_SENDERS, mailSender } from '../../src/domain/mail-senders.ts';
import { reviewKey } from '../../src/domain/review-link.ts';
import { toMbox } from '../../src/platform/mbox.ts';

const corpora = process.env.VIGIE_CORPORA ?? join(import.meta.dirname, '../../../shared/corpora');
const mails = join(corpora, 'web/mail');

function mail(subject: string, lines: readonly string[]): Mail {
  return {
    from: 'x@google.com',
    subject,
    messageId: '1',
    sentAt: null,
    authenticity: 'unknown',
    lines,
    links: [],
  };
}
const google = mailSender('google')!;
const readGoogle = (lines: readonly string[], subject = 'Léo B. a laissé un avis sur Menuiserie Kerlann') =>
  readNotice(mail(subject, lines), google, 'Europe/Paris');

describe('what a customer wrote', () => {
  it.each([
    ['Je ne recommande pas.'],
    ['On nous a laissé attendre deux heures.'],
    ['Cher pour ce que c’est'],
    ['L’équipe est aux petits soins.'],
    ['Vous pouvez y aller les yeux fermés.'],
    ['Service lent, 2 heures d’attente.'],
    ['Le patron a donné sa parole, rien n’est venu.'],
    ['The reception team was great'],
    ['You have to see it'],
    ['See you soon'],
    ['Read the menu twice before ordering'],
    ['Voir la mer au réveil, quel bonheur !'],
    ['5 ans de garantie, vraiment ?'],
    ['Note de frais refusée au guichet'],
    ['From the start, late.'],
  ])('stays whole: %s', line => {
    expect(
      readGoogle(['Léo B. a laissé un avis', '★★☆☆☆', line, 'Une deuxième ligne.', 'Répondre à l’avis']),
    ).toMatchObject({
      author: 'Léo B.',
      rating: { value: 2, best: 5 },
      text: `${line}\nUne deuxième ligne.`,
    });
  });

  it.each([
    ['Répondre à l’avis'],
    ['Répondre'],
    ['Gérer votre fiche'],
    ['Voir l’avis sur Google'],
    ['Reply to review'],
    ['Read the full review'],
    ['Vous recevez ce mail parce que vous gérez cette fiche.'],
    ['You are receiving this message because you own this profile.'],
    ['© 2026 Google'],
    ['L’équipe Google'],
    ['Répondre : https://business.google.com/reviews'],
  ])('ends before: %s', line => {
    expect(readGoogle(['★★☆☆☆', 'Trop long.', line, 'Mentions'])?.text).toBe('Trop long.');
  });

  it.each([
    ['Marie Le Goff a laissé un avis sur Kerlann', 'Marie Le Goff'],
    ['Jean-Paul vient de publier un avis', 'Jean-Paul'],
    ['Nouvel avis de Zoé C. sur votre établissement', 'Zoé C.'],
    ['Ann O’Neil left a review for Kerlann', 'Ann O’Neil'],
    ['New review from Bob for Kerlann', 'Bob'],
    ['Un client a laissé un avis', ''],
    ['Someone left a review', ''],
    ['Vous avez reçu un nouvel avis', ''],
  ])('%s', (subject, author) => {
    expect(readGoogle(['★★★★★', 'Bien.'], subject)?.author).toBe(author);
  });

  it('is none where the mark is missing, or the mail is about something else', () => {
    expect(readGoogle(['Un nouveau dessin de nos mails'])).toBeNull();
    expect(readGoogle(['★★★★★'], 'Votre facture d’octobre')).toBeNull();
    expect(tellsOfReview('Merci pour votre avis sur Hôtel X')).toBe(false);
    expect(tellsOfReview('Votre rapport : 12 avis ce mois-ci')).toBe(false);
  });

  it('keeps the mark for the whole among those of the parts, on the site’s own scale', () => {
    const fork = readNotice(
      mail('Nouvel avis de Bruno L.', ['Cuisine 9/10', 'Service 3/10', 'Note globale : 5,5/10', 'Long.']),
      mailSender('thefork')!,
      'Europe/Paris',
    );
    expect(fork?.rating).toEqual({ value: 5.5, best: 10, worst: 1 });
    const booking = readNotice(
      mail('Nouveau commentaire client', ['Client : Ana', '7,9', 'Bien situé.']),
      mailSender('booking')!,
      'Europe/Paris',
    );
    expect(booking).toMatchObject({ author: 'Ana', rating: { value: 7.9, best: 10 }, text: 'Bien situé.' });
  });
});

describe('who sent it', () => {
  const results = (value: string) => [{ key: 'authentication-results', value }];
  it.each([
    ['mx.example; dmarc=pass (p=NONE) header.from=google.com', 'pass'],
    ['mx.example; dmarc=fail header.from=google.com', 'fail'],
    ['mx.example; dkim=pass header.i=@google.com; spf=none', 'pass'],
    ['mx.example; dkim=pass header.d=mail.google.com', 'pass'],
    ['mx.example; dkim=pass header.d=evilgoogle.com', 'fail'],
    ['mx.example; dkim=pass header.d=com', 'fail'],
    ['mx.example; spf=pass smtp.mailfrom=bounce@evil.example', 'fail'],
    ['mx.example; spf=fail (dkim=pass header.d=google.com) smtp.mailfrom=x@evil.example', 'fail'],
    ['mx.example; none', 'unknown'],
    ['', 'unknown'],
  ])('%s: %s', (value, verdict) => {
    expect(authenticityOf(results(value), 'a@google.com')).toBe(verdict);
  });

  it('is told by the topmost header alone', () => {
    const headers = [...results('mx; dmarc=fail'), ...results('mx; dmarc=pass')];
    expect(authenticityOf(headers, 'a@google.com')).toBe('fail');
    expect(authenticityOf([], 'a@google.com')).toBe('unknown');
  });

  it('is listed by address or by domain, and by nothing that looks like it', () => {
    const listed = ['Avis@Exemple.example', '@booking.com'];
    for (const address of ['avis@exemple.example', 'x@booking.com', 'x@mail.Booking.com'])
      expect(isListedSender(address, listed), address).toBe(true);
    for (const address of [
      'x@exemple.example',
      'x@notbooking.com',
      'x@booking.com.evil.example',
      'booking.com',
      '',
    ])
      expect(isListedSender(address, listed), address).toBe(false);
    expect(new Set(MAIL_SENDERS.flatMap(({ senders }) => senders)).size).toBe(
      MAIL_SENDERS.flatMap(({ senders }) => senders).length,
    );
  });
});

describe('a review’s own address', () => {
  it.each([
    ['https://www.tripadvisor.fr/ShowUserReviews-g1-d2-r987654321-Hotel.html', 'tripadvisor:987654321'],
    ['https://www.tripadvisor.com/ShowUserReviews-g1-d2-r987654321-Hotel.html?m=1', 'tripadvisor:987654321'],
    ['https://fr.trustpilot.com/reviews/64b0f6a1c3d2e4f5a6b7c8d9', 'trustpilot:64b0f6a1c3d2e4f5a6b7c8d9'],
    ['https://www.tripadvisor.fr/Hotel_Review-g1-d2-Reviews-Hotel.html', null],
    ['https://evil.example/ShowUserReviews-g1-d2-r987654321-Hotel.html', null],
    ['https://tripadvisor.fr.evil.example/x-r987654321-y', null],
    ['rien', null],
  ])('%s', (url, key) => {
    expect(reviewKey(url)).toBe(key);
  });
});

describe('mail providers', () => {
  it('are found by address, by MX and by host, and every preset is an address that settings take', () => {
    expect(providerOfAddress('yves@Orange.fr')?.id).toBe('orange');
    expect(providerOfAddress('yves@kerlann.example')).toBeNull();
    expect(providerOfMx(['mx1.mail.ovh.net.', 'mx2.mail.ovh.net.'])?.id).toBe('ovh');
    expect(providerOfMx(['aspmx.l.google.com'])?.id).toBe('gmail');
    expect(providerOfMx(['kerlann-fr.mail.protection.outlook.com'])).toMatchObject({
      id: 'microsoft',
      signIn: 'browser',
    });
    expect(providerOfMx(['mx.notgoogle.com'])).toBeNull();
    expect(providerOfHost('imap.laposte.net')?.name).toBe('La Poste');
  });
});

describe('mbox', () => {
  it('gives back the bytes that went in, whatever they hold', () => {
    const raws = [
      'From here on\n>From there\nFrom MAILER-DAEMON Thu Jan  1 00:00:00 1970\nX-UID: 9\n',
      'é\u0000\r\nX-UID: 7\r\n',
      '',
    ];
    const messages = raws.map((raw, uid) => ({ uid: uid + 1, receivedAt: null, raw: Buffer.from(raw) }));
    const read = readMbox(toMbox({ validity: '17', nextUid: 4, messages }));
    expect(read).toMatchObject({ validity: '17', lastUid: 3 });
    expect(read?.messages.map(({ uid, raw }) => [uid, Buffer.from(raw).toString().trimEnd()])).toEqual(
      raws.map((raw, uid) => [uid + 1, raw.trimEnd()]),
    );
  });
});

describe.skipIf(!existsSync(mails))('real mails (skipped: corpora not found)', () => {
  it('are read with sender, subject, text and what the provider found out', async () => {
    const whole = await readMail(readFileSync(join(mails, 'nodemailer.eml')));
    expect(whole).toMatchObject({
      from: 'andris@kreata.ee',
      authenticity: 'fail',
      sentAt: '2016-10-13T11:39:48.000Z',
    });
    expect(whole?.subject).toContain('Nodemailer is unicode friendly ✔');
    expect(whole?.lines.length).toBeGreaterThan(0);
    const mixed = await readMail(readFileSync(join(mails, 'mixed.eml')));
    expect(mixed).toMatchObject({ from: '', subject: '', authenticity: 'unknown' });
    expect(mixed?.lines.join(' ')).toContain('scanned for Viruses');
  });
});
