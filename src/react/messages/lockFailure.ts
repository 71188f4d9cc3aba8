/** Why a save was refused because of a lock, in English. */
export const lockFailureMessages = {
  lockPassedOn:
    'Somebody else has taken over. Your changes are still here; save again to see what they changed.',
  lockedElsewhere: 'You are editing it in another tab, which has locked it. Your changes are still here.',
  lockedByOthers: 'Somebody else is editing it and has locked it. Your changes are still here.',
};
