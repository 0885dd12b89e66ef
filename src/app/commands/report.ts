import { resolve } from 'node:path';
import { reportHtml } from '../../../dashboards/report/html.ts';
import { contextOf } from '../../../dashboards/view-models/context.ts';
import { askReport, reportOf } from '../../../dashboards/view-models/report.ts';
import { say } from '../../domain/catalogue.ts';
import { loadPack } from '../../platform/data-files.ts';
import { type Command, EXIT } from '../command.ts';
import { openInvokedHouse } from '../host/open-house.ts';
import { tellJson } from '../telling.ts';
import { catalogueFor } from '../wording.ts';

export const command: Command = {
  essential: false,
  summary: {
    fr: 'Enregistre un rapport à ouvrir dans un navigateur, à garder ou à imprimer',
    en: 'Saves a report to open in a browser, to keep or to print',
  },
  usage: 'report [--out FILE] [--open]',
  examples: ['vigie report', 'vigie report --out juillet.html', 'vigie report --open'],
  options: { out: { type: 'string' }, open: { type: 'boolean' } },
  async run(invocation) {
    const { values, io, flags, clock } = invocation;
    const { house, settings } = await openInvokedHouse(invocation);
    try {
      const catalogue = catalogueFor(invocation, settings);
      const context = contextOf(settings, loadPack(settings.firm.trade), catalogue, clock.now());
      const report = reportOf(context, await askReport(house, context));
      if (flags.json) return tellJson(invocation, report);
      const path = resolve(typeof values.out === 'string' ? values.out : `vigie-${context.today}.html`);
      const { writeWhole } = await import('../../platform/whole-file.ts');
      await writeWhole(path, reportHtml(report));
      io.stdout.write(`${say(catalogue, 'report.written', { path })}\n`);
      if (values.open === true)
        await (await import('../../platform/open-url.ts')).openFile(path, process.platform, io.env);
      return EXIT.ok;
    } finally {
      await house.close();
    }
  },
};
