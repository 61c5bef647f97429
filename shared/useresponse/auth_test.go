package useresponse_test

import (
	"testing"

	"deskside/shared/api/apitest"
)

func FuzzReadLogin(f *testing.F) {
	fuzzReading(f, []string{"auth-", "users-me"}, apitest.As(fuzzer(f).Login("ada@example.com", "a password")))
}
