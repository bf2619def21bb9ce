/** Words of the sector pages, English. */
export const en = {
  title: 'Sectors', open: 'Open {sector}', alarms: 'Open alarms', sources: 'Sources', redsElsewhere: '{n} unsigned reds in other sectors: open', unregistered: 'unregistered', silent: 'no data', last: 'last {value}', noneSuch: 'Nothing matches',
  picture: { road: 'Fleet', marine: 'Vessels', fire: 'Fire units', industry: 'Tanks and gas', construction: 'Cranes, pits and dust', tourism: 'Visitors and capacity', equipment: 'Lifts and inspections', city: 'Lifelines' },
  fleet: { needs: 'vehicle positions', online: 'Online', offline: 'Offline', moving: 'Moving', standing: 'Standing', speeds: 'Speeds of those online', still: 'still', vehicle: 'Vehicle', owner: 'Owner', speed: 'km/h', heard: 'Last heard', lost: 'lost {ago}' },
  vessels: {
    needs: 'vessel positions', port: 'In port', sea: 'At sea', lost: 'Lost', recall: 'To recall', vessel: 'Vessel', where: 'State', place: 'Last position', speed: 'Speed', heard: 'Last heard', contact: 'Contact', knots: '{n} kn',
    calm: 'No typhoon, wind or wave warning: no recall', recallNow: 'Recall list: {n} vessels are not in port', rule: 'In port: at rest within {metres} m of a registered ferry, pier or berth; whoever is not surely in port counts as at sea.',
  },
  fire: { needs: 'fire transmission devices', alarm: 'With alarms', silent: 'Silent', normal: 'Normal', events: 'Last 24 hours', noEvents: 'No alarm in the last 24 hours', noDevice: 'alarms only, no heartbeat', unheard: 'never heard since registered' },
  tanks: {
    needs: 'tank and gas readings', tanks: 'Tanks', over: 'Level or pressure over', gas: 'Gas over', unknown: 'Silent or bad', acted: 'Interlocks acted', bands: 'Gas detectors', actedNow: 'acted', rest: 'at rest',
    band: { low: 'below 40 % of the first', near: 'near the first', first: 'first limit', second: 'second limit', unknown: 'silent or bad' },
  },
  sites: { needs: 'crane, pit and dust readings', crane: 'Tower cranes', pit: 'Pits', dust: 'Dust and noise', other: 'Others', over: 'Over a limit', silent: 'No data' },
  visitors: { needs: 'visitor counts', areas: 'Areas', filling: 'Over 80 %', full: 'Full', unknown: 'Fill unknown', present: 'present', capacity: 'Capacity {n}', noCapacity: 'No capacity in the ledger', fullIn: 'full in about {n} min', stop: 'Full: stop admission', trend: 'Visitors in the last 2 h' },
  lifts: { needs: 'lift and inspection readings', lifts: 'Lifts', trapped: 'People trapped', silent: 'No data', soon: 'Due in 30 days', overdue: 'Overdue', floor: 'fl.', running: 'running', idle: 'idle', open: 'door open', closed: 'door closed', due: 'Inspections due', overdueBy: '{n} days overdue', dueIn: '{n} days left' },
  lifelines: { needs: 'lifeline readings', points: 'Points', over: 'Over a limit', silent: 'Silent or bad', gas: 'Gas underground', water: 'Ponding', pipes: 'Pipe pressure', bridges: 'Bridges', others: 'Others', count: '{n} points', noPoints: 'No such points connected' },
};
