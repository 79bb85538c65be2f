// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <utility>

namespace gantry::ui {

/// Asks questions that block on a thread of the pool; the answer comes to the window's thread. Only the
/// latest question counts: an older one's answer is dropped, and every one's once the Inquiry is gone, so a
/// question must own what it uses.
///
/// Thread: the window's
template<typename Answer>
class Inquiry
{
public:
    explicit Inquiry(std::function<void(const Answer &)> onAnswer)
        : m_onAnswer(std::move(onAnswer))
    {
        QObject::connect(&m_watcher, &QFutureWatcherBase::finished, &m_watcher, [this] {
            if (std::exchange(m_isWanted, false))
                m_onAnswer(m_watcher.result());
        });
    }
    Q_DISABLE_COPY_MOVE(Inquiry)

    void ask(std::function<Answer()> question)
    {
        auto promise = std::make_shared<QPromise<Answer>>();
        promise->start();
        m_isWanted = true;
        m_watcher.setFuture(promise->future());
        QThreadPool::globalInstance()->start([promise, question = std::move(question)] {
            promise->addResult(question());
            promise->finish();
        });
    }
    /// The answer to what was asked is not wanted any more.
    void forget() { m_isWanted = false; }
    [[nodiscard]] bool isAsking() const { return m_isWanted; }

private:
    std::function<void(const Answer &)> m_onAnswer;
    bool m_isWanted = false;
    QFutureWatcher<Answer> m_watcher; ///< the first to go
};

} // namespace gantry::ui
