// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/burst.h"

#include "workspace/giveway.h"

#include <QFile>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

namespace gantry::ui {

namespace {

/// With that many outcomes not shown yet, the burst waits for the window.
constexpr size_t mostNotShown = 50'000;

SendOptions withFlight(SendOptions options)
{
    options.recordFlight = true;
    return options;
}

Result<QByteArray> readBodyFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorKind::IllegalMessage,
                     u"the body's file %1 cannot be read: %2"_s.arg(path, file.errorString()),
                     u"choose a file that can be read"_s, std::nullopt};
    return file.readAll();
}

} // namespace

Burst::Burst(MessageDraft draft, RunningProducer running, OutcomeInbox &inbox)
    : Burst(std::move(draft), {}, std::move(running), inbox)
{
}

Burst::Burst(MessageDraft draft, std::vector<std::shared_ptr<const Message>> messages,
             RunningProducer running, OutcomeInbox &inbox)
    : m_draft(std::move(draft))
    , m_running(std::move(running))
    , m_inbox(inbox)
    , m_options(m_draft.options())
    , m_recorded(withFlight(m_options))
    , m_messages(std::move(messages))
    , m_thread([this] { run(); })
{
}

Burst::~Burst()
{
    cancel();
    m_thread.join();
}

void Burst::setPaused(bool paused)
{
    m_paused = paused;
    const std::lock_guard lock(m_state->mutex);
    m_state->changed.notify_all();
}

void Burst::cancel()
{
    m_cancelled = true;
    const std::lock_guard lock(m_state->mutex);
    m_state->changed.notify_all();
}

bool Burst::isDone() const
{
    return m_ended && m_state->settled == m_state->submitted;
}

void Burst::run()
{
    giveWayToWindow();
    if (const Result<void> prepared = prepare(); prepared)
        sendAll();
    else
        refuse(std::make_shared<const Message>(m_draft.message), prepared.error());
    m_ended = true;
}

void Burst::sendAll()
{
    const auto begin = SteadyClock::now();
    for (quint64 seq = 1; seq <= m_draft.count; ++seq) {
        const auto turn = m_draft.rate > 0
                              ? begin
                                    + std::chrono::duration_cast<SteadyClock::duration>(
                                        std::chrono::duration<double>(double(seq - 1) / m_draft.rate))
                              : begin;
        if (!waitForTurn(turn))
            break;
        if (Result<std::shared_ptr<const Message>> message = nextMessage(seq)) {
            if (m_draft.kind != SendKind::Batch)
                submit(std::move(*message));
            else
                m_batch.push_back(std::move(*message));
        } else { // the next ones would fail alike
            refuse(std::make_shared<const Message>(m_template), message.error());
            break;
        }
        if (!m_batch.empty() && (m_batch.size() >= size_t(m_draft.batch) || seq == m_draft.count))
            submitBatch();
    }
    if (!m_batch.empty())
        submitBatch();
}

/// A SYNC sender sends one after the other; who awaits a decision or a reply need not.
quint64 Burst::windowSize() const
{
    const bool isOneByOne = m_draft.mode == SendMode::Sync
                            && (m_draft.kind == SendKind::Message || m_draft.kind == SendKind::Batch);
    return isOneByOne ? 1 : quint64(std::max(1, m_draft.window));
}

bool Burst::waitForTurn(SteadyClock::time_point turn)
{
    const quint64 window = windowSize();
    std::unique_lock lock(m_state->mutex);
    for (;;) {
        if (m_cancelled)
            return false;
        const bool hasRoom = m_state->submitted - m_state->settled < window;
        const bool isShown = m_inbox.size() < mostNotShown;
        if (m_paused || !hasRoom)
            m_state->changed.wait(lock);
        else if (!isShown)
            m_state->changed.wait_for(lock, 5ms);
        else if (SteadyClock::now() < turn)
            m_state->changed.wait_until(lock, turn);
        else
            return true;
    }
}

/// Reads the body's file, and finds out whether each message is another one.
Result<void> Burst::prepare()
{
    m_template = m_draft.message;
    if (!m_draft.bodyFile.isEmpty()) {
        Result<QByteArray> body = readBodyFile(m_draft.bodyFile);
        if (!body)
            return body.error();
        m_template.body = std::move(*body);
    }
    if (!m_draft.expandVariables || !Variables::areIn(m_template))
        m_fixed = std::make_shared<const Message>(m_template);
    return {};
}

Result<std::shared_ptr<const Message>> Burst::nextMessage(quint64 seq)
{
    if (!m_messages.empty())
        return m_messages.at(seq - 1);
    if (m_fixed)
        return m_fixed;
    Result<Message> expanded = m_variables.expand(m_template, seq);
    if (!expanded)
        return expanded.error();
    return std::make_shared<const Message>(std::move(*expanded));
}

const SendOptions &Burst::optionsNow() const
{
    return m_state->submitted < mostFlights ? m_recorded : m_options;
}

void Burst::submit(std::shared_ptr<const Message> message)
{
    const auto at = std::chrono::system_clock::now();
    const SendOptions &options = optionsNow();
    ++m_state->submitted;
    const Result<SendId> id = submitOne(
        *message, options, [message, at, state = m_state, &inbox = m_inbox](const SendOutcome &outcome) {
            inbox.add({message, at, outcome});
            settle(*state);
        });
    if (id)
        return;
    --m_state->submitted;
    refuse(std::move(message), id.error());
}

Result<SendId> Burst::submitOne(const Message &message, const SendOptions &options, OutcomeHandler handler)
{
    switch (m_draft.kind) {
    case SendKind::Transaction:
        return m_running.producer->submitInTransaction(message, options, std::move(handler));
    case SendKind::Request:
        return m_running.producer->submitRequest(message, options, std::move(handler));
    case SendKind::Message:
    case SendKind::Batch:
        break;
    }
    return m_running.producer->submit(m_draft.mode, message, options, std::move(handler));
}

void Burst::submitBatch()
{
    const auto at = std::chrono::system_clock::now();
    const auto batch =
        std::make_shared<const std::vector<std::shared_ptr<const Message>>>(std::exchange(m_batch, {}));
    QList<Message> messages;
    for (const std::shared_ptr<const Message> &message : *batch)
        messages.append(*message);
    const SendOptions &options = optionsNow();
    m_state->submitted += batch->size();
    const Result<QList<SendId>> ids = m_running.producer->submitBatch(
        m_draft.mode, messages, options,
        [batch, at, state = m_state, &inbox = m_inbox](qsizetype index, const SendOutcome &outcome) {
            inbox.add({batch->at(size_t(index)), at, outcome});
            settle(*state);
        });
    if (ids)
        return;
    m_state->submitted -= batch->size();
    for (const std::shared_ptr<const Message> &message : *batch)
        refuse(message, ids.error());
}

void Burst::refuse(std::shared_ptr<const Message> message, Error error)
{
    SendOutcome outcome;
    outcome.mode = m_draft.mode;
    outcome.topic = message->topic;
    outcome.bodyBytes = message->body.size();
    outcome.result = std::move(error);
    ++m_state->submitted;
    m_inbox.add({std::move(message), std::chrono::system_clock::now(), std::move(outcome)});
    settle(*m_state);
}

void Burst::settle(State &state)
{
    const std::lock_guard lock(state.mutex);
    ++state.settled;
    state.changed.notify_all();
}

} // namespace gantry::ui
