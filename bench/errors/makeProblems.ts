import { createHash } from 'node:crypto';
import { Random } from '../../demo-store/Random.ts';
import { classes, modules, routes, sentences, types, vendors } from './names.ts';
import type { Problem } from './Problem.ts';

/** So many occur all the time; the others appear some day, and go again. */
const everlasting = 1_000;

/** Problems in the order of how often they occur. */
export function makeProblems(count: number, days: number): Problem[] {
  const random = new Random('problems');
  return Array.from({ length: count }, (_, place) => makeProblem(place, days, random));
}

function makeProblem(place: number, days: number, random: Random): Problem {
  const [vendor, module, name] = [random.pick(vendors), random.pick(modules), random.pick(classes)];
  const className = `${vendor}_${module}_${name}`;
  const file = `/srv/store/app/code/local/${className.replaceAll('_', '/')}.php`;
  const line = random.whole(10, 900);
  const type = random.pick(types);
  const title = `${random.pick(sentences)} (${vendor} ${module})`;
  const firstDay = place < everlasting ? days - 1 : random.whole(0, days - 1);
  const lastDay = place < everlasting ? 0 : Math.max(0, firstDay - random.whole(0, days - 1));
  const handled = random.chance(0.4);
  return {
    id: createHash('md5').update(`problem ${place}`).digest('hex'),
    type,
    title,
    file,
    line,
    route: random.whole(0, routes.length - 1),
    handled,
    httpStatus: handled ? 200 : 500,
    firstDay,
    lastDay,
    stack: [{ type, message: title, file, line, frames: framesOf(className, file, line, random) }],
  };
}

function framesOf(className: string, file: string, line: number, random: Random): object[] {
  const method = `step${random.whole(1, 60)}`;
  const own = [
    { function: `${className}::${method}`, file, line, inApp: true },
    { function: `${className}::run`, file, line: line + random.whole(5, 50), inApp: true },
  ];
  const core = [
    'Mage::dispatchEvent',
    'Mage_Core_Model_App::_callObserverMethod',
    'Mage_Core_Model_App::dispatchEvent',
  ];
  const framework = Array.from({ length: 12 }, (_, at) => ({
    function: core[at % core.length],
    file: `/srv/store/vendor/mahocommerce/maho/app/code/core/Mage/Core/Model/App${at}.php`,
    line: 100 + at * 37,
    inApp: false,
  }));
  return [...own, ...framework];
}
