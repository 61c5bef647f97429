package usedesk_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/api/apitest"
	"deskside/shared/usedesk"
)

func TestClientsAreRead(t *testing.T) {
	body := `{"client":{"id":"5","name":"Ann","company":"C","position":null,"note":"n"},"emails":[{"email":"a@b.test"},"c@d.test"],` +
		`"phones":[{"type":"mobile","phone":1555}],"messengers":[{"type":"telegram","identifier":"@ann"}],"tickets":[7,"8",{"id":9}]}`
	want := usedesk.Profile{ID: 5, Name: "Ann", Company: "C", Note: "n", Emails: []string{"a@b.test", "c@d.test"},
		Phones: []usedesk.Contact{{"mobile", "1555"}}, Messengers: []usedesk.Contact{{"telegram", "@ann"}}, Tickets: []int64{7, 8, 9}}
	for _, text := range []string{"[" + body + "]", body} {
		got, err := client(t).Profile(5).Read(&api.Response{Status: 200, Body: []byte(text)})
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
	for _, text := range []string{"[]", "{}", "null", `[{"client":{}}]`} {
		_, err := client(t).Profile(5).Read(&api.Response{Status: 200, Body: []byte(text)})
		require.ErrorIs(t, err, api.ErrProtocol, text)
	}
	within, err := client(t).Profile(5).Read(&api.Response{Status: 200, Body: []byte(
		`[{"client":{"id":5,"name":"Ann","position":null,"note":null,"tickets":[7],"emails":[{"id":2,"email":"a@b.test","status":""}],"phones":[]},` +
			`"emails":[null],"phones":[],"messengers":[]}]`)})
	require.NoError(t, err)
	require.Equal(t, usedesk.Profile{ID: 5, Name: "Ann", Emails: []string{"a@b.test"}, Tickets: []int64{7}}, within, "what stands within the client counts")
	listed, err := client(t).Profiles(usedesk.ProfileList{}).Read(&api.Response{Status: 200, Body: []byte(
		`[{"id":5,"name":"Ann","tickets":[7],"emails":[],"phone":"1555"},null]`)})
	require.NoError(t, err)
	require.Equal(t, []usedesk.Profile{{ID: 5, Name: "Ann", Tickets: []int64{7}, Phones: []usedesk.Contact{{Value: "1555"}}}}, listed)
	listed, err = client(t).Profiles(usedesk.ProfileList{}).Read(&api.Response{Status: 200, Body: []byte(
		`[{"id":1,"name":"Shop","emails":"a@b.test, c@d.test","phone":null,"tickets":[1]},{"id":16,"name":"G","emails":null,"phone":null,"tickets":[]}]`)})
	require.NoError(t, err)
	require.Equal(t, []usedesk.Profile{{ID: 1, Name: "Shop", Emails: []string{"a@b.test", "c@d.test"}, Tickets: []int64{1}}, {ID: 16, Name: "G"}}, listed)
}

func FuzzReadProfiles(f *testing.F) {
	c := client(f)
	f.Add([]byte(`[{"client":{"id":"7","name":"Ada"},"emails":["a@b.test",{"email":"c@d.test"}],"phones":[{"phone":1,"type":"mobile"}],"tickets":[1,{"id":2}]}]`), 200)
	f.Add([]byte(`[{"id":7,"name":"Ada","tickets":"1","emails":null,"phone":"+7"}]`), 200)
	fuzzReading(f, []string{"client"}, apitest.As(c.Profile(1)), apitest.As(c.ProfileByEmail("a@b.test")), apitest.As(c.Profiles(usedesk.ProfileList{})))
}
