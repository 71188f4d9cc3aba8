export { dropAnswer } from './dropAnswer.js';
export { externalEdit } from './externalEdit.js';
export { race, type Race } from './race.js';
