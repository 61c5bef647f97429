package useresponse_test

import (
	"testing"
)

func FuzzReadLogin(f *testing.F) {
	fuzzReading(f, []string{"auth-", "users-me"}, as(fuzzer(f).Login("ada@example.com", "a password")))
}
