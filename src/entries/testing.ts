export {
  conformanceCases,
  dropAnswer,
  externalEdit,
  race,
  type ConformanceCase,
  type ConformanceTarget,
  type Race,
} from '../testing/index.js';
