import type { Message, Sending } from '../../src/domain/channel.ts';
import { sealWith } from '../../src/platform/letter-key.ts';

export const MESSAGE: Message = {
  kind: 'alert',
  subject: 'Un avis à 1 étoile sur Google',
  summary: 'Marie D. parle d’un retard de huit semaines.',
  text: 'Bonjour,\n\nMarie D. : « Huit semaines de retard. »',
  html: '<p>Bonjour,</p>',
  link: 'https://example.org/avis/1',
  replyTo: 'yves@kerlann.example',
};

export const seal = sealWith(new Uint8Array(32));

/** A way out that leads nowhere but where `given` says. */
export function sending(given: Partial<Sending> = {}): Sending {
  return {
    secret: async () => null,
    seal,
    post: async () => ({ status: 500, text: '' }),
    mailbox: null,
    network: { allowPrivate: [], connectTo: {} },
    signal: AbortSignal.timeout(90_000),
    ...given,
  };
}
