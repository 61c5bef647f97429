package customer_test

import (
	"testing"

	"deskside/shared/core/boxes"
	"deskside/shared/core/coretest"
	"deskside/shared/core/customer"
)

// vectors are calls with their exact bytes: see coretest.Vectors.
func vectors(t testing.TB) *coretest.Vectors {
	v := &coretest.Vectors{Table: customer.Table()}
	v.Add(t, "the widget starts", "feedback.start", &customer.StartArgs{Portal: portal}, 1, bootstrap(t))
	v.Add(t, "a post is read", "feedback.post", &customer.PostArgs{Portal: portal, ID: 38}, 1, drawnAnswer(t, "objects-get.json"), drawnAnswer(t, "objects-comments.json"))
	v.Add(t, "a draft is entered", "outbox.post", &customer.AddPostArgs{Draft: draft, Writing: "0123456789abcdef"}, 0)
	v.Add(t, "a vote is entered", "outbox.vote", &customer.AddVoteArgs{Box: voted(t), Key: "press-0002", ID: 42, Votes: popularVotes, ReadAt: coretest.Now, Button: "down"}, 0)
	v.Add(t, "what is due is leased", "outbox.due", &boxes.DueArgs{Box: voted(t), Holder: "page", Sole: true}, 0)
	v.Add(t, "a vote is refused", "outbox.send", &customer.SendArgs{Portal: portal, Entry: dueIn(t, voted(t)).Steps[0].Entry}, 1, coretest.Status(403, `{"error":{"code":403,"message":"This takes no votes now."}}`))
	v.Add(t, "votes are shown", "outbox.votes", &customer.VotesArgs{Box: voted(t), Posts: []customer.ConfirmedVotes{{ID: 41, Votes: popularVotes, ReadAt: coretest.Now}}}, 0)
	v.Add(t, "a broken body is refused", "feedback.posts", &customer.PostsArgs{Portal: portal}, 3, coretest.Status(200, `{"success":{"data":[`))
	return v
}

func TestVectorsAreUpToDate(t *testing.T) { vectors(t).Golden(t) }

func TestNothingThatCallsItStopsTheCore(t *testing.T) { vectors(t).Unbreakable(t) }

func FuzzCall(f *testing.F) { vectors(f).Fuzz(f) }
