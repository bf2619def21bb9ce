import { LEDGER_SOURCE, type SourceView } from '@one-screen/contracts';
import { computed, type ComputedRef, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { useNow } from '../../clock';
import { ago } from '../../format';
import { usePositions } from '../../live/positions';
import { useReadings } from '../../live/readings';
import { useRules } from '../../live/rules';
import { useSources } from '../../live/sources';
import type { WordedGauge } from '../../map/gauge-marks';
import { gaugesOf, type Gauge } from '../../map/gauges.model';
import { moverAt } from '../../map/movers.model';
import { pointState } from '../../object/object.model';
import { figure } from '../../readings/figure';
import { pointName } from '../../readings/names';
import { useDevices, useObjectMap } from '../../readings/sector-points';

/** Ages move in steps: nobody needs them each second. */
const STEP = 2_000;

/** What is measured, as gauges on the map; nothing is asked for while the map is not near. */
export const useGauges = (near: Ref<boolean>): ComputedRef<WordedGauge[]> => {
  const { t } = useI18n();
  const { items: sources } = useSources();
  const { value: rules } = useRules();
  const { value: positions } = usePositions();
  const objects = useObjectMap();
  const readings = useReadings(() => (near.value ? {} : undefined));
  const devices = useDevices(() => (near.value ? {} : undefined));
  const clock = useNow();
  const now = computed(() => Math.floor(clock.value / STEP) * STEP);
  const bySource = computed(() => new Map<string, SourceView>(sources.value.map((source) => [source.id, source])));
  const kinds = computed(() => new Map((devices.value.value ?? []).map(({ code, kind }) => [code, kind])));

  const note = ({ standing, point }: Gauge): string => (standing === 'stale' ? ago(point.age.ms) : standing === 'good' ? '' : t(`readings.quality.${standing}`));
  const worded = (gauge: Gauge): WordedGauge => {
    const { point, value, unit } = gauge.point.reading;
    return { ...gauge, label: pointName(point), value: figure(value), unit, note: note(gauge) };
  };
  return computed(() => {
    if (!near.value || !rules.value) return [];
    const known = rules.value;
    const points = (readings.value.value ?? []).filter(({ sourceId }) => sourceId !== LEDGER_SOURCE).map((reading) => pointState(
      reading, known, bySource.value.get(reading.sourceId),
      { object: reading.objectCode === undefined ? undefined : objects.value.get(reading.objectCode), deviceKind: kinds.value.get(reading.deviceCode) }, now.value,
    ));
    return gaugesOf(points, objects.value, new Map((positions.value ?? []).map((position) => [position.deviceCode, moverAt(position, now.value)]))).map(worded);
  });
};
