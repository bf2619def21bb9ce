/** The list of panels: a new one is a folder and a line here, and a place in a layout. */
import { closed } from './closed';
import { load } from './load';
import { map } from './map';
import { sectors } from './sectors';
import { stream } from './stream';
import { timeline } from './timeline';

export const PANELS = { sectors, map, timeline, stream, load, closed } as const;
export type PanelId = keyof typeof PANELS;
