package useresponse

import (
	"crypto/subtle"
	"database/sql"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"deskside/build/sandbox/wire"
	"deskside/build/sandbox/world"
	"deskside/shared/api"
)

// keyOf gives the API key of a request: the Authorization header, raw or after
// "Bearer", wins over the query, which wins over the body.
func keyOf(r *http.Request, in *wire.Input) string {
	if header := strings.TrimSpace(r.Header.Get("Authorization")); header != "" {
		if scheme, key, ok := strings.Cut(header, " "); ok && strings.EqualFold(scheme, "bearer") {
			return strings.TrimSpace(key)
		}
		return header
	}
	for _, name := range []string{"apiKey", "api_key"} {
		if key, _ := in.Query[name].(string); key != "" {
			return key
		}
	}
	for _, name := range []string{"apiKey", "api_key"} {
		if key, _ := in.Body[name].(string); key != "" {
			return key
		}
	}
	return ""
}

// identify finds the owner of the key. A key that is unknown or switched off is
// refused even where guests are let in.
func (c *call) identify(key string) error {
	if key == "" {
		return nil
	}
	id, found, err := world.One[int64](c, c.tx, `SELECT id FROM ur_user WHERE api_key = ? AND key_enabled = 1`, key)
	if err != nil {
		return err
	}
	if !found {
		return errUnauthorized
	}
	c.caller, err = c.person(id)
	return err
}

// allow checks the right an operation asks for.
func (c *call) allow(need api.Access) error {
	switch {
	case need == api.ForAnyone:
		return nil
	case c.caller == nil:
		if need == api.ForGuests && c.api.options.Guest {
			return nil
		}
		return errUnauthorized
	case need == api.ForAgents && !c.isAgent(), need == api.ForAdmins && !c.isAdmin():
		return errForbidden
	}
	return nil
}

func (c *call) isAgent() bool { return c.caller != nil && c.caller.role != "user" }

func (c *call) isAdmin() bool { return c.caller != nil && c.caller.role == "administrator" }

// callerID is 0 for a guest.
func (c *call) callerID() int64 {
	if c.caller == nil {
		return 0
	}
	return c.caller.id
}

// checkDomain refuses calls from hosts that are not trusted.
func (s *API) checkDomain(r *http.Request) error {
	if len(s.options.TrustedDomains) == 0 {
		return nil
	}
	from := r.Header.Get("Origin")
	if from == "" {
		from = r.Header.Get("Referer")
	}
	if from == "" {
		if s.options.StrictDomains {
			return errForbidden
		}
		return nil
	}
	address, err := url.Parse(from)
	if err != nil || !slices.Contains(s.options.TrustedDomains, address.Hostname()) {
		return errForbidden
	}
	return nil
}

// checkPassword gives the user of an e-mail and a password. Users whose key is
// switched off cannot log in.
func (c *call) checkPassword(email, password string) (int64, error) {
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
	got, err := world.HashPassword(password, salt)
	if err != nil {
		return 0, err
	}
	if subtle.ConstantTimeCompare(got, want) != 1 {
		return 0, errUnauthorized
	}
	return id, nil
}
