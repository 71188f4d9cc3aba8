export { conformanceCases, type ConformanceCase, type ConformanceTarget } from './conformanceCases.js';
export { dropAnswer } from './dropAnswer.js';
export { externalEdit } from './externalEdit.js';
export { race, type Race } from './race.js';
