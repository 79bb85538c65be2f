// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/outcomeinbox.h"

#include <algorithm>
#include <iterator>
#include <utility>

using namespace std::chrono_literals;

namespace gantry::ui {

namespace {
constexpr auto frame = 16ms;
/// More at a time would hold up the window for longer than a frame.
constexpr size_t mostAtOnce = 8000;
} // namespace

OutcomeInbox::OutcomeInbox(QObject *parent)
    : QObject(parent)
{
    m_frame.setSingleShot(true);
    m_frame.setTimerType(Qt::PreciseTimer);
    connect(&m_frame, &QTimer::timeout, this, &OutcomeInbox::giveOut);
}

void OutcomeInbox::add(SentMessage message)
{
    bool isFirst = false;
    {
        const std::lock_guard lock(m_mutex);
        isFirst = m_messages.empty();
        m_messages.push_back(std::move(message));
    }
    if (isFirst)
        QMetaObject::invokeMethod(this, &OutcomeInbox::onWoken, Qt::QueuedConnection);
}

size_t OutcomeInbox::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_messages.size();
}

void OutcomeInbox::giveOutRest()
{
    while (size() > 0)
        giveOut();
}

/// A single outcome is shown at once, those of a burst wait for the next frame.
void OutcomeInbox::onWoken()
{
    if (m_frame.isActive())
        return;
    const auto since = std::chrono::steady_clock::now() - m_lastGivenOut;
    if (since >= frame)
        giveOut();
    else
        m_frame.start(std::chrono::ceil<std::chrono::milliseconds>(frame - since));
}

void OutcomeInbox::giveOut()
{
    std::vector<SentMessage> messages;
    {
        const std::lock_guard lock(m_mutex);
        const auto end = m_messages.begin() + qsizetype(std::min(m_messages.size(), mostAtOnce));
        messages.assign(std::make_move_iterator(m_messages.begin()), std::make_move_iterator(end));
        m_messages.erase(m_messages.begin(), end);
        if (!m_messages.empty())
            m_frame.start(frame);
    }
    m_lastGivenOut = std::chrono::steady_clock::now();
    if (!messages.empty())
        Q_EMIT arrived(messages);
}

} // namespace gantry::ui
