// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/logexport.h"

#include <chrono>
#include <utility>

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

namespace gantry::ui {

namespace {
constexpr auto slice = 8ms;
}

LogExport::LogExport(const OutcomeStore &store, std::vector<quint64> numbers, LogText text,
                     const QString &path, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_numbers(std::move(numbers))
    , m_text(std::move(text))
    , m_file(path)
{
    connect(&m_turn, &QTimer::timeout, this, &LogExport::writeSlice);
}

void LogExport::start()
{
    if (!m_file.open(QIODevice::WriteOnly)) {
        finish(m_file.errorString());
        return;
    }
    m_file.write(m_text.heading());
    m_turn.start(0);
}

double LogExport::progress() const
{
    return m_numbers.empty() ? 1 : double(m_next) / double(m_numbers.size());
}

void LogExport::writeSlice()
{
    const auto deadline = SteadyClock::now() + slice;
    for (; m_next < m_numbers.size() && SteadyClock::now() < deadline; ++m_next) {
        const quint64 number = m_numbers[m_next];
        if (number < m_store.firstNumber()) {
            ++m_missed;
            continue;
        }
        if (m_file.write(m_text.line(m_store, qsizetype(number - m_store.firstNumber()))) < 0) {
            finish(m_file.errorString());
            return;
        }
        ++m_written;
    }
    if (m_next == m_numbers.size())
        finish(m_file.commit() ? QString() : m_file.errorString());
    else
        Q_EMIT progressed();
}

void LogExport::finish(const QString &error)
{
    m_turn.stop();
    if (!error.isEmpty())
        m_file.cancelWriting();
    Q_EMIT finished(error);
}

} // namespace gantry::ui
