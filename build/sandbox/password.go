package sandbox

import (
	"crypto/pbkdf2"
	"crypto/sha256"
	"crypto/subtle"
	"database/sql"
	"errors"
)

// passwordRounds is low: the passwords are made up and tests log in often.
const passwordRounds = 1000

func hashPassword(password string, salt []byte) ([]byte, error) {
	return pbkdf2.Key(sha256.New, password, salt, passwordRounds, 32)
}

// checkPassword gives the user of an e-mail and a password. Users whose key is
// switched off cannot log in.
func (c *urCall) checkPassword(email, password string) (int64, error) {
	var id int64
	var salt, want []byte
	err := c.tx.QueryRowContext(c, `SELECT id, password_salt, password_hash FROM ur_user
		WHERE email = ? AND key_enabled = 1 AND password_hash IS NOT NULL`, email).Scan(&id, &salt, &want)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, errUnauthorized
	}
	if err != nil {
		return 0, err
	}
	got, err := hashPassword(password, salt)
	if err != nil {
		return 0, err
	}
	if subtle.ConstantTimeCompare(got, want) != 1 {
		return 0, errUnauthorized
	}
	return id, nil
}
