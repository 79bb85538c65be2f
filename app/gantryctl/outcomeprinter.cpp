// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "outcomeprinter.h"

#include "stopsignal.h"

#include <QJsonDocument>

#include <cstdio>
#include <utility>

namespace gantry::ctl {

namespace {

constexpr size_t mostWaiting = 20'000;

bool write(const QByteArray &bytes)
{
    return std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stdout) == size_t(bytes.size());
}

} // namespace

bool printJson(const QJsonObject &object)
{
    return write(QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n') && std::fflush(stdout) == 0;
}

bool printLine(const QString &line)
{
    return write(line.toUtf8() + '\n') && std::fflush(stdout) == 0;
}

void complain(const Error &error)
{
    std::fprintf(stderr, "gantryctl: %s\n", qUtf8Printable(toText(error)));
}

void report(const Error &error, OutputFormat format)
{
    complain(error);
    if (format == OutputFormat::Json)
        printJson({{QStringLiteral("ok"), false}, {QStringLiteral("error"), toJson(error)}});
}

OutcomePrinter::OutcomePrinter(OutputFormat format, bool flow)
    : m_format(format)
    , m_flow(flow)
    , m_thread([this] { run(); })
{
}

OutcomePrinter::~OutcomePrinter()
{
    if (m_thread.joinable())
        finish();
}

void OutcomePrinter::take(SendOutcome outcome, quint64 seq)
{
    {
        const std::lock_guard lock(m_mutex);
        m_entries.push_back({std::move(outcome), seq});
    }
    m_changed.notify_all();
}

void OutcomePrinter::note(const TransactionCheck &check, std::optional<TransactionState> answer)
{
    const QByteArray text = m_format == OutputFormat::Json
                                ? QJsonDocument(toJson(check, answer)).toJson(QJsonDocument::Compact)
                                : toText(check, answer).toUtf8();
    {
        const std::lock_guard lock(m_mutex);
        m_notes += text + '\n';
    }
    m_changed.notify_all();
}

void OutcomePrinter::cancel()
{
    {
        const std::lock_guard lock(m_mutex);
        m_cancelled = true;
    }
    finish();
}

void OutcomePrinter::waitForRoom()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_entries.size() < mostWaiting; });
}

void OutcomePrinter::finish()
{
    {
        const std::lock_guard lock(m_mutex);
        m_finishing = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

void OutcomePrinter::run()
{
    std::vector<Entry> batch;
    QByteArray notes;
    for (;;) {
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [this] { return m_finishing || !m_entries.empty() || !m_notes.isEmpty(); });
            if (m_entries.empty() && m_notes.isEmpty())
                break;
            batch.clear();
            batch.swap(m_entries);
            notes = std::exchange(m_notes, {});
        }
        m_changed.notify_all();
        print(batch);
        if (!notes.isEmpty() && !m_broken && (!write(notes) || std::fflush(stdout) != 0)) {
            m_broken = true;
            requestStop();
        }
    }
    if (!m_broken && !m_cancelled)
        printSummary();
}

void OutcomePrinter::printSummary()
{
    const auto elapsed = std::chrono::steady_clock::now() - m_start;
    if (m_format == OutputFormat::Json)
        printJson(toJson(m_totals, elapsed));
    else if (m_totals.sent != 1)
        printLine(toText(m_totals, elapsed));
}

void OutcomePrinter::print(const std::vector<Entry> &batch)
{
    QByteArray text;
    for (const Entry &entry : batch) {
        m_totals.add(entry.outcome);
        if (m_broken)
            continue;
        text += m_format == OutputFormat::Json
                    ? QJsonDocument(toJson(entry.outcome, entry.seq)).toJson(QJsonDocument::Compact)
                    : toText(entry.outcome, m_flow).toUtf8();
        text += '\n';
    }
    if (!m_broken && (!write(text) || std::fflush(stdout) != 0)) {
        m_broken = true;
        requestStop();
    }
}

} // namespace gantry::ctl
