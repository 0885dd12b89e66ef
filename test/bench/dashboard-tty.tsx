import { openDashboard } from '../../dashboards/terminal/open.tsx';
import { askAll } from '../../dashboards/view-models/answers.ts';
import { memoryHouse, noActions } from '../dashboards/memory-house.ts';
import { crowded, NOW, scenarioContext } from '../dashboards/scenario.ts';
import { DRAFT } from '../dashboards/scenario-remarks.ts';

/** The dashboard on the terminal that it is started in, with as many remarks as asked for. Measured from outside. */
const house = memoryHouse(crowded(Number(process.argv[2] ?? 5000)), { '101': DRAFT });
const context = await scenarioContext('fr');
await openDashboard({
  house,
  actions: noActions(),
  context,
  answers: await askAll(house, context),
  clock: { now: () => NOW },
  color: 24,
  reader: false,
  platform: process.platform,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
});
