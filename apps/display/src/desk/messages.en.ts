/** Words of the desk, English. */
export const en = {
  title: 'Duty desk',
  toWall: 'Wall',
  toAdmin: 'Admin',
  signOut: 'Sign out',
  help: 'Keys',
  language: '中文',
  drillSite: 'Demo',
  newRed: 'New red alarm: {title}',
  newReds: '{count} new red alarms, latest: {title}',
  link: {
    connecting: 'Connecting to the server; actions wait',
    silent: 'Link to the server lost; this picture is from {time}; actions wait until it is back',
    database: 'Database down since {time}; actions wait and resume by themselves',
  },
  idle: { text: 'No input for a while: the session ends in {left} s', keep: 'Keep me on duty', kept: 'Extended', failed: 'Not extended: {message}' },
  load: {
    title: 'Alarm load', perOfficer: 'per officer, 10 min', line: 'Flood line {line}', flood: 'Alarm flood', signP50: 'Sign P50', signP95: 'Sign P95',
    chattering: 'Chattering', standing: 'Standing over 24 h', standingShort: 'Standing', chart: 'Alarms per officer per 10 min over the last 60 min, highest {top}, flood line {line}', none: 'No load figures yet', minutesAgo: '60 min ago', now: 'now',
    bar: '{time} · {value}', hint: 'About 1 per officer in 10 min can be carried steadily; 10 is a flood (EEMUA 191 / ISA-18.2)',
  },
  tab: { unsigned: 'Unsigned', working: 'Working', recovered: 'Cleared', shelved: 'Shelved', all: 'All' },
  tabTitle: { unsigned: 'Unsigned', working: 'Signed or handling', recovered: 'Cleared, to be closed', shelved: 'Shelved', all: 'All' },
  queue: {
    label: 'Alarm queue', search: 'Title, object, grid, id', searchLabel: 'Search alarms (key /)', clear: 'Clear', sector: 'Sector', level: 'Level', allSectors: 'All sectors', count: '{count}', filtered: '{count} match',
    loading: 'Fetching alarms…', emptyUnsigned: 'Nothing waits for a signature', empty: 'No alarms here', emptyFilter: 'No alarm matches the filter', resetFilter: 'Clear the filter',
    select: 'Select: {title}', selectAll: 'Select all but red', times: '×{count}', drill: 'Drill', late: 'Late', skewed: 'Clock ahead', recoveredUnsigned: 'Recovered, unsigned', stillActive: 'Still active', noObject: 'No object', mine: 'me',
    sign: 'Sign within', promise: 'Update due', shelf: 'Shelf ends', overdue: 'overdue', escalation: 'Escalated to {name}',
  },
  bulk: {
    chosen: '{count} selected', signable: '{count} can be signed in bulk', reds: '{count} red: sign one by one', others: '{count} need no signature', sign: 'Sign all as', clear: 'Clear selection', note: 'Note for all (optional)',
    working: 'Signing…', done: '{count} signed', refused: '{count} not signed', close: 'OK', resultDone: 'Signed', resultRefused: 'Not signed',
  },
  detail: {
    none: 'Select an alarm on the left', noneHint: 'J / K to move, A to sign, ? for all keys', loading: 'Fetching…', failed: 'Details not fetched: {message}', retry: 'Try again', missing: 'No such alarm, or outside your data scope',
    facts: 'Facts', fromLedger: 'The ledger', timeline: 'History', shown: 'Shown on', object: 'Supervised object', place: 'Place', onMap: 'See on the wall map', copyId: 'Id',
    sector: 'Sector', source: 'Source', objectName: 'Object', grid: 'Grid', occurred: 'Occurred', received: 'Received', lastSeen: 'Last signal', clearedAt: 'Cleared', value: 'Value', count: 'Count', signed: 'Signed', disposition: 'Judged', owner: 'Owner', promise: 'Update due',
    shelvedUntil: 'Shelved until', merged: 'Merged into', expires: 'Valid until', key: 'Key', escalation: 'Escalation', conditionActive: 'Condition', ended: 'Ended', took: 'took {time}', lag: '{time} late', skewed: 'device clock {time} ahead', nobody: 'nobody', times: '{count}×', open: 'Open',
    kind: 'Kind', risk: 'Risk grade', address: 'Address', responsible: 'Responsible', schematic: 'schematic', noPlace: 'Place unknown', noObject: 'Not linked to a supervised object', openObject: 'Readings and devices', chief: 'Grid chief', extra: 'Further facts',
    shownNone: 'No screen has confirmed it yet', shownTook: '{time} after receipt', shownSlow: 'Red for {time} and no screen has confirmed it', metres: '{count} m', kilometres: '{count} km',
    filterAll: 'All', filterPeople: 'People', historyEmpty: 'Nothing yet',
  },
  history: {
    bySource: 'Device {source}', byClock: 'Clock', byMaintenance: 'Maintenance', nobody: 'nobody', times: '{count} times since {time}',
    kind: {
      raised: 'Raised', repeated: 'Repeated', late: 'Late signal', levelRaised: 'Level rose: sign again', reopened: 'Reopened', reopenedAutomatic: 'Came back: reopened', cleared: 'Condition ended', ignored: 'Signal kept, nothing changed',
      acknowledged: 'Signed', dismissed: 'Signed as false alarm', merged: 'Merged', handled: 'Handling', shelved: 'Shelved', unshelved: 'Unshelved', unshelvedAutomatic: 'Shelf ended', shelvedMaintenance: 'Held: under maintenance', unshelvedMaintenance: 'Maintenance over', escalated: 'Escalated', escalatedAutomatic: 'Not signed in time: escalated',
      closed: 'Closed', noted: 'Note', transferred: 'Handed over', takenOver: 'Taken over', promiseBroken: 'Update overdue: sign again',
    },
    fact: {
      permit: 'permit {permit}', duringMaintenance: 'came during maintenance', levels: '{from} → {to}', value: 'Value {value}', disposition: 'Judged: {name}', took: 'signed {time} after receipt', escalation: 'to {name}', until: 'until {time}', promise: 'update promised by {time}', owners: '{from} → {to}', mergedInto: 'into {id}',
      skewed: 'device clock ahead', late: 'arrived late', outOfOrder: 'clear came first', expired: 'validity ended', contradicted: 'reported closed, still active', stillActive: 'closed while active', ignored: 'because: {reason}',
    },
  },
  act: {
    label: 'Actions', acknowledge: 'Sign', handle: 'Handle', update: 'Update', note: 'Note', shelve: 'Shelve', unshelve: 'Unshelve', escalate: 'Escalate', close: 'Close', reopen: 'Reopen', transfer: 'Hand over', takeover: 'Take over', merge: 'Merge',
    signHint: 'A judgement signs at once', chooseDigit: 'Press 1–5 for a judgement, Esc to cancel', noteLabel: 'Note / reason', notePlaceholder: 'For whoever comes later: what you saw, did, and why', noteCount: '{count}/2000',
    promise: 'Next update due', promiseNone: 'None', minutes: '{count} min', hours: '{count} h', noteFirst: 'Give the reason first', closeGrounds: 'Still active: closing needs the grounds', shelveUntil: 'Shelve for', shelveReason: 'Shelving needs a reason', leaderOnly: 'Beyond 8 h: leaders only', confirmShelve: 'Shelve until {time}',
    transferTo: 'Hand over to', pickPerson: 'Pick a person', confirmTransfer: 'Hand over to {name}', mergeSearch: 'Find by title or object', confirmMerge: 'Merge into this one', pickTarget: 'Pick an alarm to merge into', noTargets: 'No open alarm to merge into', cancel: 'Cancel', takeoverReason: 'Taking over needs a reason', reopenReason: 'Reopening needs a reason',
    escalateTo: 'Escalate to {name}', working: 'Sending…', done: '{action}: done', failed: '{action} failed: {message}', more: 'More actions', confirm: 'Confirm: {action}', dispositionHint: { true: 'It is real; I own it', false: 'Certainly false; filed', drill: 'A drill', duplicate: 'Same as another', unverified: 'Sign now, verify next' },
    duplicateOf: 'Duplicate of (optional)',
    noteOnly: 'Your role may look and write notes; officers sign and handle', peopleFailed: 'People could not be fetched',
  },
  conflict: { title: 'Somebody was first', first: '{who} signed it first ({time})', changed: 'The alarm is now “{state}”', lead: 'The latest state is loaded; your action was not carried out; your note is kept.', dismiss: 'OK' },
  why: {
    connecting: 'Connecting to the server', silent: 'Link to the server lost', database: 'Database down', permission: 'Your role may not do this', state: 'Not in state “{name}”', signFirst: 'Sign it first', signed: 'Already signed', unshelveFirst: 'Unshelve it first', reopenFirst: 'Ended; reopen it', notEnded: 'Not ended yet', recovered: 'Already cleared', owner: 'Owned by {name}; take it over first', top: 'Already at the top', mine: 'Already yours',
  },
  keys: {
    title: 'Keyboard', close: 'Close', move: 'Next / previous', extend: 'Extend the selection', sign: 'Sign, then 1–5', handle: 'Handle / update', note: 'Write a note', shelve: 'Shelve', escalate: 'Escalate', closeAlarm: 'Close alarm', object: 'Open object and readings', search: 'Search', help: 'This help', escape: 'Cancel / leave a field', tabs: 'Switch tabs', select: 'Tick the present alarm', submit: 'Send the note',
  },
};
