/** The list of panels: a new one is a folder and a line here, and a place in a layout. */
import { accidents } from './accidents';
import { closed } from './closed';
import { fireUnits } from './fire-units';
import { fleet } from './fleet';
import { league } from './league';
import { lifelines } from './lifelines';
import { lifts } from './lifts';
import { load } from './load';
import { map } from './map';
import { rates } from './rates';
import { sectors } from './sectors';
import { sites } from './sites';
import { stream } from './stream';
import { tankFarm } from './tank-farm';
import { timeline } from './timeline';
import { vessels } from './vessels';
import { visitors } from './visitors';

export const PANELS = { sectors, map, timeline, stream, load, closed, rates, league, accidents, fleet, vessels, 'fire-units': fireUnits, 'tank-farm': tankFarm, sites, visitors, lifts, lifelines } as const;
export type PanelId = keyof typeof PANELS;
