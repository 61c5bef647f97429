package proof

import "math/bits"

// sum256 is SHA-256 (FIPS 180-4, 6.2), in words. The standard library's brings 22 KB of
// other things into the widget's core, which hashes nothing else; a test holds this one
// to that.
func sum256(b []byte) [8]uint32 {
	sum := [8]uint32{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19}
	size := uint64(len(b)) * 8
	for len(b) >= 64 {
		mix(&sum, b[:64])
		b = b[64:]
	}
	var last [128]byte
	end := 64
	if len(b) > 55 {
		end = 128
	}
	last[copy(last[:], b)] = 0x80
	for i := range 8 {
		last[end-1-i] = byte(size >> (8 * i))
	}
	for at := 0; at < end; at += 64 {
		mix(&sum, last[at:at+64])
	}
	return sum
}

// mix takes in one block of 64 bytes.
func mix(sum *[8]uint32, block []byte) {
	var w [64]uint32
	for i := range 16 {
		w[i] = uint32(block[4*i])<<24 | uint32(block[4*i+1])<<16 | uint32(block[4*i+2])<<8 | uint32(block[4*i+3])
	}
	turn := bits.RotateLeft32
	for i := 16; i < 64; i++ {
		x, y := w[i-15], w[i-2]
		w[i] = w[i-16] + (turn(x, -7) ^ turn(x, -18) ^ x>>3) + w[i-7] + (turn(y, -17) ^ turn(y, -19) ^ y>>10)
	}
	a, b, c, d, e, f, g, h := sum[0], sum[1], sum[2], sum[3], sum[4], sum[5], sum[6], sum[7]
	for i := range 64 {
		t := h + (turn(e, -6) ^ turn(e, -11) ^ turn(e, -25)) + (e&f ^ ^e&g) + rounds[i] + w[i]
		u := (turn(a, -2) ^ turn(a, -13) ^ turn(a, -22)) + (a&b ^ a&c ^ b&c)
		h, g, f, e, d, c, b, a = g, f, e, d+t, c, b, a, t+u
	}
	for i, v := range [8]uint32{a, b, c, d, e, f, g, h} {
		sum[i] += v
	}
}

// rounds are the constants of FIPS 180-4, 4.2.2.
var rounds = [64]uint32{
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
	0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
	0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
	0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
	0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
}
