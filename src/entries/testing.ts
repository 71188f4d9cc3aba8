export { dropAnswer, externalEdit, race, type Race } from '../testing/index.js';
