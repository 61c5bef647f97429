package useresponse_test

import (
	"testing"

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
	fuzzReading(f, []string{"users-"}, as(c.Me()), as(c.UpdateMe(useresponse.UserEdit{})), as(c.User(1)), as(c.EditUser(1, useresponse.UserEdit{})),
		as(c.CreateUser(useresponse.NewUser{Email: "ada@example.com", Name: "Ada"})), as(c.SetPassword(1, "a password")), as(c.DeleteUser(1, true)),
		as(c.UserObjects(1, 0, 0)), as(c.SearchUsers(useresponse.UserSearch{})))
}
