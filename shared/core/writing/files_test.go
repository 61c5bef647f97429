package writing_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api"
	"deskside/shared/core/coretest"
	"deskside/shared/core/customer"
	"deskside/shared/core/writing"
	"deskside/shared/helpdesk"
)

var limits = helpdesk.FileLimits{Count: 5, Size: 5 << 20, Endings: []string{"png"}}

func TestLimitsOfFilesAreAskedForBeforeAnybodyBringsOne(t *testing.T) {
	got := coretest.Result[helpdesk.FileLimits](t, writing.Table(), "files.limits", &writing.FileLimitsArgs{Portal: portal},
		coretest.Status(200, `{"success":{"count":5,"size":5242880,"endings":["png"]}}`))
	require.Equal(t, limits, got)
}

func TestAFileIsBroughtWhereItFits(t *testing.T) {
	for name, test := range map[string]struct {
		args            writing.AttachArgs
		called, refused string
	}{
		"one that fits":              {writing.AttachArgs{Name: "a b.png", Size: 5 << 20}, "a b.png", ""},
		"one with a name of a path":  {writing.AttachArgs{Name: "../a.png", Size: 1}, "_a.png", ""},
		"one without a name":         {writing.AttachArgs{Name: "...", Size: 1}, "file", ""},
		"nothing":                    {writing.AttachArgs{Name: "a.png"}, "a.png", "customer.file.empty"},
		"one too many":               {writing.AttachArgs{Name: "a.png", Size: 1, Count: 5}, "a.png", "customer.file.many"},
		"one too large":              {writing.AttachArgs{Name: "a.png", Size: 5<<20 + 1}, "a.png", "customer.file.large"},
		"one for which no room left": {writing.AttachArgs{Name: "a.png", Size: 2, Count: 1, Taken: 5<<20 - 1}, "a.png", "customer.file.large"},
	} {
		t.Run(name, func(t *testing.T) {
			test.args.Portal, test.args.Limits = portal, limits
			got := coretest.Result[writing.AttachResult](t, writing.Table(), "files.attach", &test.args)
			require.Equal(t, test.called, got.Name)
			require.Equal(t, test.refused, string(got.Refused.ID))
			if test.refused != "" {
				require.Empty(t, got.Request.URL)
				return
			}
			require.Equal(t, "POST", got.Request.Method)
			require.Contains(t, got.Request.URL, "https://edge.example.test/api/7.0/upload-file.json?name=")
			require.Contains(t, got.Request.Header, api.Header{Name: "Content-Type", Value: "application/octet-stream"})
			require.Contains(t, got.Request.Header, api.Header{Name: customer.VisitorHeader, Value: portal.Visitor})
		})
	}
}

func TestWhatCameOfBringingAFileIsSaid(t *testing.T) {
	for name, test := range map[string]struct {
		status int
		body   string
		token  string
		why    string
		again  bool
	}{
		"it is there":          {200, `{"success":{"token":"t","name":"a.png","size":5}}`, "t", "", false},
		"it is refused":        {400, `{"error":{"code":400,"message":"It is not taken."}}`, "", "customer.file.refused", false},
		"the network was gone": {0, "", "", "customer.failure.network", true},
		"too much at once":     {429, `{"error":{"code":429,"message":"Wait."}}`, "", "customer.failure.rate_limited", true},
		"a page of a proxy":    {200, "<html>", "", "customer.failure.protocol", true},
		"the edge is down":     {503, `{}`, "", "customer.failure.unavailable", true},
	} {
		t.Run(name, func(t *testing.T) {
			got := coretest.Result[writing.AttachedResult](t, writing.Table(), "files.attached", &writing.AttachedArgs{Portal: portal, Name: "a.png", Status: test.status, Body: []byte(test.body)})
			if test.token != "" {
				require.Equal(t, &helpdesk.PostFile{Token: "t", Name: "a.png", Size: 5}, got.File)
				return
			}
			require.Nil(t, got.File)
			require.Equal(t, test.why, string(got.Why.ID))
			require.Equal(t, test.again, got.Again)
		})
	}
}

func TestHowFarAFileIsIsToldByTheEdge(t *testing.T) {
	got := coretest.Result[helpdesk.KeptFile](t, writing.Table(), "files.kept", &writing.KeptFileArgs{Portal: portal, Token: "t"},
		coretest.Status(200, `{"submission":{"id":"t","state":"refused","message":"Not allowed."}}`))
	require.Equal(t, helpdesk.KeptFile{State: "refused", Message: "Not allowed."}, got)
}

func TestAPostNamesItsFiles(t *testing.T) {
	with := draft
	with.Files = []helpdesk.PostFile{{Token: "t", Name: "a.png", Size: 5}}
	box := coretest.Result[customer.BoxResult](t, customer.Table(), "outbox.post", &customer.AddPostArgs{Draft: with, Writing: id})
	entry := dueIn(t, box.Box).Steps[0].Entry
	step := coretest.Step(t, writing.Table(), "outbox.send_post", &writing.SendPostArgs{Portal: portal, Entry: entry}, 0)
	require.Len(t, step.Send, 1)
	require.Contains(t, string(step.Send[0].Request.Body), `"attachments":[{"name":"a.png","token":"t"}]`)
}
