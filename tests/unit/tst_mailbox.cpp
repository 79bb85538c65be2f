// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "base/mailbox.h"

#include <QTest>

#include <memory>
#include <mutex>
#include <semaphore>
#include <thread>

using gantry::Mailbox;

class TestMailbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFirstValueWakesTheReader();
    void valuesComeInOrder();
    void takingEmptiesWhatWasThere();
    void valuesNeedNotBeCopied();
    void nothingIsLostBetweenThreads();
};

void TestMailbox::theFirstValueWakesTheReader()
{
    Mailbox<int> mailbox;
    std::vector<int> values;
    QVERIFY(mailbox.push(1));
    QVERIFY(!mailbox.push(2));
    QVERIFY(!mailbox.push(3));
    mailbox.takeAll(values);
    QVERIFY(mailbox.push(4));
    mailbox.takeAll(values);
    mailbox.takeAll(values); // a wake-up for nothing
    QVERIFY(values.empty());
    QVERIFY(mailbox.push(5));
}

void TestMailbox::valuesComeInOrder()
{
    Mailbox<int> mailbox;
    for (int i = 0; i < 1000; ++i)
        static_cast<void>(mailbox.push(i));
    std::vector<int> values;
    mailbox.takeAll(values);
    QCOMPARE(values.size(), size_t(1000));
    for (int i = 0; i < 1000; ++i)
        QCOMPARE(values[size_t(i)], i);
}

void TestMailbox::takingEmptiesWhatWasThere()
{
    Mailbox<int> mailbox;
    std::vector<int> values{7, 8, 9};
    static_cast<void>(mailbox.push(1));
    mailbox.takeAll(values);
    QCOMPARE(values, std::vector<int>{1});
    mailbox.takeAll(values);
    QVERIFY(values.empty());
}

void TestMailbox::valuesNeedNotBeCopied()
{
    Mailbox<std::unique_ptr<int>> mailbox;
    QVERIFY(mailbox.push(std::make_unique<int>(42)));
    std::vector<std::unique_ptr<int>> values;
    mailbox.takeAll(values);
    QCOMPARE(*values.at(0), 42);
}

void TestMailbox::nothingIsLostBetweenThreads()
{
    constexpr int writers = 4;
    constexpr int each = 50'000;
    Mailbox<int> mailbox;
    std::counting_semaphore<writers * each> bell(0); // rung once for every push() that says so
    std::vector<std::thread> threads;
    for (int writer = 0; writer < writers; ++writer) {
        threads.emplace_back([&mailbox, &bell, writer] {
            for (int i = 0; i < each; ++i) {
                if (mailbox.push(writer * each + i))
                    bell.release();
            }
        });
    }
    std::vector<int> next(writers, 0);
    int taken = 0;
    bool inOrder = true;
    std::vector<int> batch;
    while (taken < writers * each) {
        bell.acquire(); // for ever, if a wake-up were lost
        mailbox.takeAll(batch);
        for (const int value : batch) {
            inOrder = inOrder && value % each == next[size_t(value / each)]++;
            ++taken;
        }
    }
    for (std::thread &thread : threads)
        thread.join();
    QVERIFY(inOrder);
    mailbox.takeAll(batch);
    QVERIFY(batch.empty());
}

QTEST_GUILESS_MAIN(TestMailbox)
#include "tst_mailbox.moc"
