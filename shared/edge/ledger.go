package edge

import (
	"context"
	"errors"
	"math/rand/v2"
	"strings"
	"time"
)

// tally is what the ledger knows of the votes on one object.
type tally struct {
	// key is the vote of the key as it was last sent to the helpdesk, sum that of
	// all visitors together, mine that of one visitor: -1, 0 or 1.
	key, sum, mine int64
}

// tallies reads the ledger for some objects. Objects on which nobody voted are absent.
func (s *store) tallies(ctx context.Context, visitor string, ids []int64) (map[int64]tally, error) {
	found := map[int64]tally{}
	if len(ids) == 0 {
		return found, nil
	}
	if err := s.prepare(ctx); err != nil {
		return nil, err
	}
	args := []any{visitor}
	for _, id := range ids {
		args = append(args, id)
	}
	err := s.try(ctx, "read votes", func() error {
		rows, err := s.db.QueryContext(ctx, `SELECT k.object, k.value, COALESCE(SUM(v.value), 0),
			COALESCE(SUM(CASE WHEN v.visitor = ? THEN v.value END), 0)
			FROM key_vote k LEFT JOIN vote v ON v.object = k.object
			WHERE k.object IN (?`+strings.Repeat(", ?", len(ids)-1)+`) GROUP BY k.object, k.value`, args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var id int64
			var t tally
			if err := rows.Scan(&id, &t.key, &t.sum, &t.mine); err != nil {
				return err
			}
			found[id] = t
		}
		return rows.Err()
	})
	return found, err
}

// tally reads the ledger for one object.
func (s *store) tally(ctx context.Context, visitor string, id int64) (tally, error) {
	found, err := s.tallies(ctx, visitor, []int64{id})
	return found[id], err
}

// setVote makes a visitor's vote on an object 1, -1 or, by taking it back, 0.
func (s *store) setVote(ctx context.Context, visitor string, id, value int64) error {
	var err error
	if value == 0 {
		_, err = s.change(ctx, "take a vote back", `DELETE FROM vote WHERE visitor = ? AND object = ?`, visitor, id)
	} else {
		_, err = s.change(ctx, "keep a vote", `INSERT INTO vote (visitor, object, value, voted_at) VALUES (?, ?, ?, ?)
			ON CONFLICT (visitor, object) DO UPDATE SET value = excluded.value, voted_at = excluded.voted_at`,
			visitor, id, value, s.now().Unix())
	}
	return err
}

// turn returns how often the key's vote on an object has changed, -1 when
// somebody is at it.
func (s *store) turn(ctx context.Context, id int64) (int64, error) {
	var turn, held int64
	found, err := s.read(ctx, "read a turn", `SELECT turn, held_until FROM key_vote WHERE object = ?`, []any{id}, &turn, &held)
	if found && held != 0 {
		return -1, nil
	}
	return turn, err
}

// holdFor is longer than any exchange that changes the key's vote.
const holdFor = 2 * patience

// hold is the sole right to change the key's vote on one object.
type hold struct {
	store *store
	id    int64
	until int64
	// turn is how often the vote had changed before; lost says that the one before
	// did not let go, so that nobody knows what became of its change.
	turn int64
	lost bool
}

// take tries to get hold of the key's vote on an object; nil means that
// somebody else has it.
func (s *store) take(ctx context.Context, id int64) (*hold, error) {
	if _, err := s.change(ctx, "begin a count", `INSERT INTO key_vote (object, value, turn, held_until) VALUES (?, 0, 0, 0)
		ON CONFLICT (object) DO NOTHING`, id); err != nil {
		return nil, err
	}
	// The time is the holder's mark as well: no two that come in the same
	// millisecond have the same.
	now := s.now().UnixMicro()
	h := &hold{store: s, id: id, until: now + holdFor.Microseconds() + rand.Int64N(1_000_000)}
	free, err := s.change(ctx, "hold a vote", `UPDATE key_vote SET held_until = ? WHERE object = ? AND held_until IN (0, ?)`, h.until, id, h.until)
	if err != nil {
		return nil, errors.Join(err, h.release(ctx))
	}
	if free == 0 {
		freed, err := s.change(ctx, "hold a vote", `UPDATE key_vote SET held_until = ? WHERE object = ? AND (held_until < ? OR held_until = ?)`, h.until, id, now, h.until)
		if err != nil {
			return nil, errors.Join(err, h.release(ctx))
		}
		if freed == 0 {
			return nil, nil
		}
		h.lost = true
	}
	if _, err := s.read(ctx, "read a turn", `SELECT turn FROM key_vote WHERE object = ?`, []any{id}, &h.turn); err != nil {
		return nil, errors.Join(err, h.release(ctx))
	}
	return h, nil
}

// record notes what the key's vote is now, as far as the helpdesk was told.
func (h *hold) record(ctx context.Context, value int64) error {
	_, err := h.store.change(ctx, "record a vote", `UPDATE key_vote SET value = ?, turn = turn + 1 WHERE object = ? AND held_until = ?`, value, h.id, h.until)
	return err
}

// release lets others change the vote. It works even when the time of the
// request is over.
func (h *hold) release(ctx context.Context) error {
	_, err := h.store.change(context.WithoutCancel(ctx), "release a vote", `UPDATE key_vote SET held_until = 0 WHERE object = ? AND held_until = ?`, h.id, h.until)
	return err
}

// pollEvery is how often one looks whether somebody else is done.
const pollEvery = 100 * time.Millisecond
