package customer_test

import (
	"testing"

	"deskside/shared/core/boxes"
	"deskside/shared/core/coretest"
	"deskside/shared/core/customer"
	"deskside/shared/feedback"
)

// vectors are calls with their exact bytes: see coretest.Vectors.
func vectors(t testing.TB) *coretest.Vectors {
	v := &coretest.Vectors{Table: customer.Table()}
	v.Add(t, "the widget starts", "feedback.start", &customer.StartArgs{Portal: portal}, 1, bootstrap(t))
	v.Add(t, "a post is read", "feedback.post", &customer.PostArgs{Portal: portal, ID: 38}, 1, coretest.Answer(t, "useresponse/testdata/objects-get.json"), coretest.Answer(t, "useresponse/testdata/objects-comments.json"))
	v.Add(t, "a draft is entered", "outbox.post", &customer.AddPostArgs{Draft: draft, Writing: writing}, 0)
	v.Add(t, "a vote is entered", "outbox.vote", &customer.AddVoteArgs{Box: posted(t), Key: "press-0001", ID: 41, Votes: popularVotes, ReadAt: coretest.Now, Button: "down"}, 0)
	due := dueIn(t, posted(t))
	v.Add(t, "what is due is leased", "outbox.due", &boxes.DueArgs{Box: posted(t), Holder: "page", Sole: true}, 0)
	v.Add(t, "a post is planned", "outbox.send", &customer.SendArgs{Portal: portal, Entry: due.Steps[0].Entry}, 0)
	v.Add(t, "a post is sent", "outbox.send", &customer.SendArgs{Portal: portal, Entry: due.Steps[0].Entry}, 1, coretest.Answer(t, "useresponse/testdata/objects-create.json"))
	v.Add(t, "an empty draft is refused", "feedback.check", &customer.CheckDraftArgs{}, 0)
	there := feedback.Shelf{Current: feedback.Writing{ID: "b", Draft: draft}, Spares: []feedback.Writing{{ID: "c", Draft: draft}}, Gone: "g"}
	mine := feedback.Writing{ID: writing, Draft: feedback.Draft{Type: "idea", Title: "Another"}}
	v.Add(t, "drafts of two pages meet", "drafts.merge", &customer.MergeDraftArgs{Shelf: there, Page: feedback.Page{Mine: mine, Typed: true}, Fresh: "fresh"}, 0)
	v.Add(t, "a spare draft is taken back", "drafts.take", &customer.TakeDraftArgs{Shelf: there, ID: "c"}, 0)
	v.Add(t, "a draft that was handed over leaves", "drafts.drop", &customer.DropDraftArgs{Shelf: there, Writing: there.Current}, 0)
	v.Add(t, "a vote is refused", "outbox.send", &customer.SendArgs{Portal: portal, Entry: dueIn(t, voted(t)).Steps[0].Entry}, 1, coretest.Status(403, `{"error":{"code":403,"message":"This takes no votes now."}}`))
	v.Add(t, "votes are shown", "outbox.votes", &customer.VotesArgs{Box: voted(t), Posts: []customer.ConfirmedVotes{{ID: 41, Votes: popularVotes, ReadAt: coretest.Now}}}, 0)
	v.Add(t, "a broken body is refused", "feedback.posts", &customer.PostsArgs{Portal: portal}, 3, coretest.Status(200, `{"success":{"data":[`))
	return v
}

func TestVectorsAreUpToDate(t *testing.T) { vectors(t).Golden(t) }

func TestNothingThatCallsItStopsTheCore(t *testing.T) { vectors(t).Unbreakable(t) }

func FuzzCall(f *testing.F) { vectors(f).Fuzz(f) }
