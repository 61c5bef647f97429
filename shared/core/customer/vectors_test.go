package customer_test

import (
	"testing"

	"deskside/shared/core/coretest"
	"deskside/shared/core/customer"
)

// vectors are calls with their exact bytes: see coretest.Vectors.
func vectors(t testing.TB) *coretest.Vectors {
	v := &coretest.Vectors{Table: customer.Table()}
	v.Add(t, "the widget starts", "feedback.start", &customer.StartArgs{Portal: portal}, 1, coretest.Answer(t, "useresponse/testdata/categories-list.json"), coretest.Answer(t, "useresponse/testdata/objects-search.json"))
	v.Add(t, "a post is read", "feedback.post", &customer.PostArgs{Portal: portal, ID: 38}, 1, coretest.Answer(t, "useresponse/testdata/objects-get.json"), coretest.Answer(t, "useresponse/testdata/objects-comments.json"))
	v.Add(t, "a draft is planned", "feedback.create", &customer.CreateArgs{Portal: portal, Draft: draft, Key: "k1"}, 0)
	v.Add(t, "an empty draft is refused", "feedback.check", &customer.CheckDraftArgs{}, 0)
	v.Add(t, "a vote is read", "feedback.vote", &customer.VoteArgs{Portal: portal, ID: 41, Vote: "up"}, 1, coretest.Answer(t, "useresponse/testdata/objects-votes-toggle.json"))
	v.Add(t, "a broken body is refused", "feedback.posts", &customer.PostsArgs{Portal: portal}, 3, coretest.Status(200, `{"success":{"data":[`))
	return v
}

func TestVectorsAreUpToDate(t *testing.T) { vectors(t).Golden(t) }

func TestNothingThatCallsItStopsTheCore(t *testing.T) { vectors(t).Unbreakable(t) }

func FuzzCall(f *testing.F) { vectors(f).Fuzz(f) }
