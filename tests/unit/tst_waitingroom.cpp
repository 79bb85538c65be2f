// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "base/waitingroom.h"

#include <QTest>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

using namespace gantry;

namespace {

/// More than there are bells, so that some share one.
constexpr size_t threadCount = 40;

/// A thread that waits for its seat, and says what it found in the message that was left for it.
struct Guest {
    WaitingRoom::Seat *seat = nullptr; ///< on the thread's own stack
    int message = 0;
    std::atomic<bool> isSeated = false;
    std::atomic<int> found = 0;
    std::thread thread;
};

} // namespace

class TestWaitingRoom : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoeverIsReleasedSeesWhatWasLeftForHim();
    void theOthersStay();
    void whoeverIsReleasedBeforehandDoesNotWait();
    void manyRoundsLoseNobody();

private:
    void seat(Guest &guest);
    void release(const std::vector<Guest *> &guests);

    WaitingRoom m_room;
};

void TestWaitingRoom::seat(Guest &guest)
{
    guest.thread = std::thread([this, &guest] {
        WaitingRoom::Seat seat;
        guest.seat = &seat;
        guest.isSeated = true;
        m_room.wait(seat);
        guest.found = guest.message;
    });
}

void TestWaitingRoom::release(const std::vector<Guest *> &guests)
{
    std::vector<WaitingRoom::Seat *> seats;
    for (Guest *guest : guests) {
        QTRY_VERIFY(guest->isSeated);
        guest->message = 7;
        seats.push_back(guest->seat);
    }
    m_room.release(seats);
    QVERIFY(seats.empty());
}

void TestWaitingRoom::whoeverIsReleasedSeesWhatWasLeftForHim()
{
    std::vector<Guest> guests(threadCount);
    std::vector<Guest *> all;
    for (Guest &guest : guests) {
        seat(guest);
        all.push_back(&guest);
    }
    release(all);
    for (Guest &guest : guests) {
        guest.thread.join();
        QCOMPARE(guest.found.load(), 7);
    }
}

void TestWaitingRoom::theOthersStay()
{
    std::vector<Guest> guests(threadCount);
    std::vector<Guest *> even;
    std::vector<Guest *> odd;
    for (size_t i = 0; i < guests.size(); ++i) {
        seat(guests[i]);
        (i % 2 == 0 ? even : odd).push_back(&guests[i]);
    }
    release(even);
    for (Guest *guest : even)
        guest->thread.join();
    // Had one of them been let go, it would have found nothing.
    release(odd);
    for (Guest *guest : odd) {
        guest->thread.join();
        QCOMPARE(guest->found.load(), 7);
    }
}

void TestWaitingRoom::whoeverIsReleasedBeforehandDoesNotWait()
{
    WaitingRoom::Seat seat;
    std::vector<WaitingRoom::Seat *> seats{&seat};
    m_room.release(seats);
    m_room.wait(seat);
    QVERIFY(seats.empty());
}

/// As synchronous senders do: each takes a new seat as soon as it was released.
void TestWaitingRoom::manyRoundsLoseNobody()
{
    constexpr int rounds = 2000;
    constexpr size_t senders = 4;
    std::vector<std::atomic<WaitingRoom::Seat *>> waiting(senders);
    std::atomic<int> done = 0;
    std::vector<std::thread> threads;
    for (std::atomic<WaitingRoom::Seat *> &mine : waiting) {
        threads.emplace_back([this, &mine, &done] {
            for (int round = 0; round < rounds; ++round) {
                WaitingRoom::Seat seat;
                mine = &seat;
                m_room.wait(seat);
            }
            ++done;
        });
    }
    std::vector<WaitingRoom::Seat *> seats;
    while (done < int(senders)) {
        for (std::atomic<WaitingRoom::Seat *> &seat : waiting) {
            if (WaitingRoom::Seat *taken = seat.exchange(nullptr))
                seats.push_back(taken);
        }
        m_room.release(seats);
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(done.load(), int(senders));
}

QTEST_GUILESS_MAIN(TestWaitingRoom)
#include "tst_waitingroom.moc"
