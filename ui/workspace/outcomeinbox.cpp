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
/// Of a frame, so much for taking outcomes in; the rest is for drawing and for the person.
constexpr auto share = 8ms;
constexpr size_t mostAtOnce = 8000;
constexpr size_t fewestAtOnce = 500;
} // namespace

OutcomeInbox::OutcomeInbox(QObject *parent)
    : QObject(parent)
    , m_atOnce(mostAtOnce)
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
        isFirst = m_arrived.empty();
        m_arrived.push_back(std::move(message));
        ++m_size;
    }
    if (isFirst)
        QMetaObject::invokeMethod(this, &OutcomeInbox::onWoken, Qt::QueuedConnection);
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
    const std::vector<SentMessage> messages = takeNext();
    if (!m_left.empty())
        m_frame.start(frame);
    m_lastGivenOut = std::chrono::steady_clock::now();
    if (messages.empty())
        return;
    Q_EMIT arrived(messages);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - m_lastGivenOut;
    const double inShare = double(messages.size()) * (share / std::max(took, decltype(took)(1us)));
    if (took > share || messages.size() == m_atOnce)
        m_atOnce = std::clamp(size_t(inShare), fewestAtOnce, mostAtOnce);
}

std::vector<SentMessage> OutcomeInbox::takeNext()
{
    std::vector<SentMessage> messages;
    {
        const std::lock_guard lock(m_mutex);
        messages.swap(m_arrived);
    }
    if (!m_left.empty() || messages.size() > m_atOnce) {
        m_left.insert(m_left.end(), std::make_move_iterator(messages.begin()),
                      std::make_move_iterator(messages.end()));
        const auto end = m_left.begin() + qsizetype(std::min(m_left.size(), m_atOnce));
        messages.assign(std::make_move_iterator(m_left.begin()), std::make_move_iterator(end));
        m_left.erase(m_left.begin(), end);
    }
    m_size -= messages.size();
    return messages;
}

} // namespace gantry::ui
