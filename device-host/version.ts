// The device host may run on another machine, installed at another time: it says which kspin it belongs to.
// A test keeps this equal to package.json, which a bundle on a test machine does not have beside it.

export const kspinVersion = '0.1.0';
