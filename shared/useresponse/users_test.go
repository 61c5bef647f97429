package useresponse_test

import (
	"testing"

	"deskside/shared/api/apitest"
	"deskside/shared/useresponse"
)

func TestRecordedUserIsBuilt(t *testing.T) {
	recorded(t, "users-create.request.json", client(t).CreateUser(useresponse.NewUser{
		Email: "jose@example.test", Name: "José Ñandú", Password: "change-me-please", Team: 4,
		Fields: []useresponse.Property{useresponse.TextProperty(12, "Support"), useresponse.NumberProperty(13, 4)},
	}))
}

func FuzzReadUsers(f *testing.F) {
	c := fuzzer(f)
	fuzzReading(f, []string{"users-"}, apitest.As(c.Me()), apitest.As(c.UpdateMe(useresponse.UserEdit{})), apitest.As(c.User(1)), apitest.As(c.EditUser(1, useresponse.UserEdit{})),
		apitest.As(c.CreateUser(useresponse.NewUser{Email: "ada@example.com", Name: "Ada"})), apitest.As(c.SetPassword(1, "a password")), apitest.As(c.DeleteUser(1, true)),
		apitest.As(c.UserObjects(1, 0, 0)), apitest.As(c.SearchUsers(useresponse.UserSearch{})))
}
