package world

import (
	"crypto/pbkdf2"
	"crypto/sha256"
)

// passwordRounds is low: the passwords are made up and tests log in often.
const passwordRounds = 1000

// HashPassword is what is kept of a password.
func HashPassword(password string, salt []byte) ([]byte, error) {
	return pbkdf2.Key(sha256.New, password, salt, passwordRounds, 32)
}
