const POLYNOMIAL = 0xa001;

const TABLE = Uint16Array.from({ length: 256 }, (_, index) => {
  let register = index;
  for (let bit = 0; bit < 8; bit += 1) register = register & 1 ? (register >> 1) ^ POLYNOMIAL : register >> 1;
  return register;
});

/**
 * The check of HJ 212 (annex A of 2017 and 2025), 0 to 0xFFFF, over the data segment only. It is not CRC-16/MODBUS, though it has its
 * polynomial and start value: the register is shifted right by eight before each byte, and what falls out is lost.
 */
export const crcOf = (segment: Uint8Array): number => {
  let register = 0xffff;
  for (let at = 0; at < segment.length; at += 1) register = TABLE[(register >> 8) ^ (segment[at] ?? 0)] ?? 0;
  return register;
};

/** As it is written on the wire: four hex digits, high byte first. */
export const crcText = (crc: number): string => crc.toString(16).toUpperCase().padStart(4, '0');
