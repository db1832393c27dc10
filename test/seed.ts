// Where random tests start from. A run is repeatable: everyone gets the same cases unless KSPIN_SEED says otherwise, so a
// failure is the change's doing. KSPIN_SEED=random looks further; the seed is printed either way.

const given = process.env.KSPIN_SEED ?? '20261123';

export const seed = given === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(given);
