package useresponse

import (
	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
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

// opIdentify is an edge's own: a helpdesk has none.
var opIdentify = api.Operation{Name: "auth.identify", Method: "POST", Path: "identity.json", Access: api.ForGuests, Answer: api.Bare, Effect: api.Settles}

// Session is what an edge takes in the place of a browser's own name, for so many seconds,
// once it knows who somebody is.
type Session struct {
	Text, Name string
	Seconds    int64
}

// Identify tells an edge who somebody is, in a token that their site has signed.
func (c Client) Identify(token string) api.Call[Session] {
	in := &input{body: new(strict.Object).String("token", token), secret: token}
	return call(c, &opIdentify, in, func(v jsontext.Value) (Session, bool) {
		s := Session{Text: loose.String(v.Get("session")), Name: loose.String(v.Get("name")), Seconds: loose.Int(v.Get("session_seconds"))}
		return s, s.Text != ""
	})
}
