// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window's log takes at many rows, as one line of JSON: bytes a row, time for each batch in a shown
// table, and the longest step of scrolling and of filtering, while the event loop runs as in the window.
//
//     QT_QPA_PLATFORM=offscreen logbench [rows]
#include "log/logmodel.h"
#include "log/logpanel.h"
#include "log/logview.h"
#include "ui/sampleoutcomes.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QScrollBar>
#include <QTemporaryDir>

#include <malloc.h>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace Qt::StringLiterals;
using namespace gantry;
using namespace gantry::ui;

namespace {

constexpr size_t batchRows = 33'000;

double millis(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values.empty() ? 0 : values[values.size() / 2];
}

/// What the process has in memory.
double residentBytes()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toDouble() * 4096;
}

std::vector<double> appendAll(OutcomeStore &store, size_t rows)
{
    std::vector<double> times;
    const std::shared_ptr<const Message> message = samples::message();
    for (size_t from = 0; from < rows; from += batchRows) {
        std::vector<SentMessage> batch;
        for (size_t i = from; i < std::min(from + batchRows, rows); ++i)
            batch.push_back(i % 10 == 9 ? samples::failed(message) : samples::accepted(message, int(i % 8)));
        QElapsedTimer timer;
        timer.start();
        store.append(batch);
        QCoreApplication::processEvents();
        times.push_back(millis(timer));
    }
    return times;
}

std::vector<double> scrollAll(LogView &view)
{
    std::vector<double> times;
    QScrollBar *bar = view.verticalScrollBar();
    for (int step = 0; step <= 200; ++step) {
        QElapsedTimer timer;
        timer.start();
        bar->setValue(int(qint64(bar->maximum()) * ((step * 7919) % 201) / 200));
        view.viewport()->repaint();
        times.push_back(millis(timer));
    }
    return times;
}

/// Types `text`, and gives the longest turn of the event loop until the rows are there, and the whole time.
QJsonObject typeFilter(LogPanel &panel, LogModel &model, const QString &text)
{
    double longest = 0;
    QElapsedTimer whole;
    whole.start();
    QElapsedTimer turn;
    turn.start();
    panel.findChild<QLineEdit *>(u"filter"_s)->setText(text);
    do {
        QCoreApplication::processEvents();
        longest = std::max(longest, millis(turn));
        turn.start();
    } while (model.progress());
    return {{u"query"_s, text},
            {u"longestStepMs"_s, longest},
            {u"wholeMs"_s, millis(whole)},
            {u"rows"_s, model.rowCount()}};
}

} // namespace

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    const size_t rows = argc > 1 ? QByteArray(argv[1]).toULongLong() : 1'000'000;
    const QTemporaryDir folder;
    Workspace workspace({folder.path(), folder.path()});
    OutcomeStore &store = workspace.outcomes();
    LogPanel panel(workspace);
    panel.resize(1280, 400);
    panel.show();
    QCoreApplication::processEvents();
    auto *view = panel.findChild<LogView *>();
    auto *model = panel.findChild<LogModel *>();
    const double before = residentBytes();
    const std::vector<double> batches = appendAll(store, rows);
    malloc_trim(0); // the batches' memory is the benchmark's own
    const double resident = residentBytes() - before;
    QJsonObject result{{u"rows"_s, qint64(store.size())},
                       {u"storeBytesARow"_s, double(store.bytes()) / double(store.size())},
                       {u"residentBytesARow"_s, resident / double(store.size())},
                       {u"batchRows"_s, int(batchRows)},
                       {u"batchMedianMs"_s, median(batches)},
                       {u"batchMaxMs"_s, *std::ranges::max_element(batches)}};
    const std::vector<double> scrolls = scrollAll(*view);
    result.insert("scrollMedianMs"_L1, median(scrolls));
    result.insert("scrollMaxMs"_L1, *std::ranges::max_element(scrolls));
    QJsonArray filters;
    for (const QString &text : {u"failed"_s, u"failed topic:Test queue:broker-b:2 >50ms answered"_s,
                                u"zebra"_s, u"7F00000100002A139A55000000000001"_s, u"-failed"_s, QString()})
        filters.append(typeFilter(panel, *model, text));
    result.insert("filters"_L1, filters);
    // Full: each further batch makes the oldest chunks go.
    const std::vector<double> dropping = appendAll(store, 4 * batchRows);
    result.insert("batchMaxWhenFullMs"_L1, *std::ranges::max_element(dropping));
    std::printf("%s\n", QJsonDocument(result).toJson(QJsonDocument::Compact).constData());
    return 0;
}
