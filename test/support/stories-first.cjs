// eslint-disable-next-line @typescript-eslint/no-require-imports -- jest loads its sequencer as CommonJS
const { default: Sequencer } = require('@jest/test-sequencer');

/** Stories wait for clocks and other processes, for minutes some of them: they begin first, so that no worker is left alone with one at the end. */
const isStory = ({ path }) => /[\\/]test[\\/](?:integration|e2e)[\\/]/.test(path);

/** Within each, as jest does it: what failed last, then by how long it took, then by size. */
module.exports = class extends Sequencer {
  sort(tests) {
    const inOrder = super.sort(tests);
    return [...inOrder.filter(isStory), ...inOrder.filter((test) => !isStory(test))];
  }
};
