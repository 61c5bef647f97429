package block_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/core/edge/block"
)

const (
	inJSON = "application/json"
	inForm = "application/x-www-form-urlencoded"
	parts  = "multipart/form-data; boundary=------------------------3f6c"
)

// usual is a request as Usedesk documents it.
const usual = `{"ticket_id": 1234, "subject": "Tides", "client_id": 77, "channel_type": "email", "channel_id": 5, "contact": "other@example.test",
	"from_email": "other@example.test", "client_data": {"name": "Anna", "emails": ["anna@example.test", "a.weber@example.test"],
	"phones": [{"type": "mobile", "phone": "+49 30 1234"}], "social_services": [{"type": "vk"}], "addresses": [], "messengers": [], "sites": []},
	"channel_data": {"type": "email", "data": "support@example.test", "id": 5}, "is_auto_load": "1", "secret_key": "s3cret"}`

func part(name, value string) string {
	return "--------------------------3f6c\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n"
}

func TestARequestIsReadInEveryFormInWhichItMayCome(t *testing.T) {
	for name, test := range map[string]struct {
		media, body, secret string
		emails              []string
	}{
		"as it is documented":                       {inJSON, usual, "s3cret", []string{"anna@example.test", "a.weber@example.test"}},
		"with a charset":                            {"Application/JSON; charset=utf-8", usual, "s3cret", []string{"anna@example.test", "a.weber@example.test"}},
		"JSON that does not say so":                 {"", usual, "s3cret", []string{"anna@example.test", "a.weber@example.test"}},
		"addresses as the API has them":             {inJSON, `{"secret": "k", "client_data": {"emails": [{"id": 1, "email": "a@b.test", "status": "x@y.test"}]}}`, "k", []string{"a@b.test"}},
		"one address, and several in a text":        {inJSON, `{"client_data": {"email": "a@b.test", "emails": "c@d.test, e@f.test"}}`, "", []string{"a@b.test", "c@d.test", "e@f.test"}},
		"none but that of the ticket":               {inJSON, `{"contact": "+49 30 1", "from_email": " a@b.test ", "client_data": {"emails": []}}`, "", []string{"a@b.test"}},
		"null everywhere":                           {inJSON, `{"secret_key": null, "contact": null, "client_data": null, "channel_data": null}`, "", nil},
		"null in the client":                        {inJSON, `{"client_data": {"name": null, "emails": null}}`, "", nil},
		"null among the addresses":                  {inJSON, `{"client_data": {"emails": [null, 7, true, {"email": null}, ["x@y.test"], "a@b.test"]}}`, "", []string{"a@b.test"}},
		"nothing in it":                             {inJSON, `{}`, "", nil},
		"a secret that is a number":                 {inJSON, `{"secret_key": 1234567890}`, "1234567890", nil},
		"the same address thrice":                   {inJSON, `{"client_data": {"emails": ["A@b.test", "a@B.test", " a@b.test"]}}`, "", []string{"A@b.test"}},
		"more addresses than are asked for":         {inJSON, `{"client_data": {"emails": ["1@b.t", "2@b.t", "3@b.t", "4@b.t", "5@b.t", "6@b.t"]}}`, "", []string{"1@b.t", "2@b.t", "3@b.t", "4@b.t", "5@b.t"}},
		"a member that begins as that of addresses": {inJSON, `{"client_data": {"emails_of_friends": "x@y.test"}, "client_data_emails": "x@y.test"}`, "", nil},
		"somebody else's addresses":                 {inJSON, `{"agent": {"emails": ["x@y.test"]}, "emails": ["x@y.test"], "channel_data": {"data": "x@y.test"}}`, "", nil},
		"a form of PHP's": {inForm, "ticket_id=1&secret_key=s%2Bcret&client_data%5Bname%5D=Anna&client_data%5Bemails%5D%5B0%5D=a%40b.test&client_data[emails][1]=c@d.test&client_data[phones][0][phone]=1",
			"s+cret", []string{"a@b.test", "c@d.test"}},
		"a form with the API's addresses":   {inForm, "client_data[emails][0][id]=1&client_data[emails][0][email]=a@b.test&client_data[emails][0][status]=x@y.test", "", []string{"a@b.test"}},
		"a form with a list without places": {inForm, "client_data[emails][]=a@b.test&client_data[emails][]=c@d.test", "", []string{"a@b.test", "c@d.test"}},
		"a form with the client as JSON":    {inForm, "secret_key=k&client_data=%7B%22emails%22%3A%5B%22a%40b.test%22%5D%7D", "k", []string{"a@b.test"}},
		"a form with addresses as JSON":     {inForm, "client_data[emails]=%5B%22a%40b.test%22%5D", "", []string{"a@b.test"}},
		"a form of parts": {parts, part("secret_key", "k") + part("client_data[emails][0]", "a@b.test") + part("subject", "two\r\nlines") + "--------------------------3f6c--\r\n",
			"k", []string{"a@b.test"}},
		"a form of parts with a file": {parts, strings.Replace(part("secret_key", "from a file"), `"secret_key"`, `"secret_key"; filename="x"`, 1) + part("secret_key", "k") + "--------------------------3f6c--",
			"k", nil},
	} {
		t.Run(name, func(t *testing.T) {
			a, ok := block.Read(test.media, []byte(test.body))
			require.True(t, ok)
			require.Equal(t, test.secret, a.Secret)
			require.Equal(t, test.emails, a.Emails)
		})
	}
}

func TestWhatIsNoRequestIsNotRead(t *testing.T) {
	for name, test := range map[string][2]string{
		"nothing":                    {inJSON, ""},
		"half of it":                 {inJSON, usual[:200]},
		"a list":                     {inJSON, `[]`},
		"a text":                     {inJSON, `"secret"`},
		"what is encoded":            {"", "eyJ0aWNrZXRfaWQiOjF9"},
		"a form with half a byte":    {inForm, "secret_key=%4"},
		"parts without a boundary":   {"multipart/form-data", part("a", "b")},
		"parts with an empty one":    {`multipart/form-data; boundary=""`, "--\r\n\r\n--"},
		"parts that break off":       {parts, part("secret_key", "k")},
		"a part without a name":      {parts, "--------------------------3f6c\r\nContent-Type: text/plain\r\n\r\nk\r\n--------------------------3f6c--"},
		"other parts than announced": {"multipart/form-data; boundary=other", part("a", "b")},
	} {
		t.Run(name, func(t *testing.T) {
			a, ok := block.Read(test[0], []byte(test[1]))
			require.False(t, ok)
			require.Empty(t, a)
		})
	}
}

func TestWhatIsNoAddressIsAskedForByNobody(t *testing.T) {
	for _, email := range []string{
		"", "@", "a@", "@b.test", "a b", "a\u0000@b.test", "a@b@c.test", "*@b.test", "%@b.test", "a@b.test\r\nX: y", "<a@b.test>", `"a"@b.test`, "\xff@b.test",
		strings.Repeat("a", 250) + "@b.test",
	} {
		a, ok := block.Read(inJSON, fmt.Appendf(nil, `{"client_data": {"email": %s}}`, quoted(email)))
		require.True(t, ok, email)
		require.Empty(t, a.Emails, "%q", email)
	}
}

// quoted is a text in JSON.
func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\r", `\r`, "\n", `\n`, "\x00", `\u0000`).Replace(s) + `"`
}

func FuzzNoRequestIsTooMuch(f *testing.F) {
	f.Add(inJSON, usual)
	f.Add(inForm, "client_data[emails][0]=a@b.test&client_data=%7B%22client_data%22:%22%5B%5D%22%7D")
	f.Add(parts, part("secret_key", "k")+"--------------------------3f6c--")
	f.Fuzz(func(t *testing.T, media, body string) {
		a, _ := block.Read(media, []byte(body))
		require.LessOrEqual(t, len(a.Emails), block.Most)
		for _, email := range a.Emails {
			require.NotContains(t, email, "\n")
			require.Equal(t, 1, strings.Count(email, "@"))
		}
	})
}
