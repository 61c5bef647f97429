package useresponse

import (
	"deskside/shared/api"
	"deskside/shared/api/strict"
)

// Login exchanges an e-mail address and a password for the user, whose Key is
// then the API key. It needs no key itself.
//
// API reference 7.0: Auth, Login.
func (c Client) Login(email, password string) api.Call[User] {
	in := &input{body: new(strict.Object).String("email", email).String("password", password), secret: password}
	in.required("email", email)
	in.required("password", password)
	return call(c, &opLogin, in, one(user))
}
